using System.Diagnostics;
using System.Text.Json.Nodes;
using ApiAuth.Middleware.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Primitives;

namespace ApiAuth.Middleware.Security.Tests.Attacks;

/// <summary>The same checks without HTTP, where a test counts bytes and time or sends what no HTTP message can.</summary>
static class Direct
{
    /// <summary>A GET of /private with these Authorization fields, past what an HTTP client or server would object to.</summary>
    public static async Task<(int Status, string? Code, string Challenge)> SendFieldsAsync(this TestApi api, params string[] authorization)
    {
        var context = await api.Server.SendAsync(context =>
        {
            context.Request.Path = "/private";
            context.Request.Headers.Authorization = new StringValues(authorization);
        });
        using var reader = new StreamReader(context.Response.Body);
        var body = await reader.ReadToEndAsync();
        var code = context.Response.ContentType == "application/problem+json" ? JsonNode.Parse(body)!["code"]!.GetValue<string>() : null;
        return (context.Response.StatusCode, code, context.Response.Headers.WWWAuthenticate.ToString());
    }

    public static ValueTask<AccessTokenResult> ValidateAsync(this TestApi api, string token) => api.Services.GetRequiredService<IAccessTokenValidator>().ValidateAsync(token);

    /// <summary>Bytes that one refusal allocates. The refusal must need no key, so that it ends on this thread.</summary>
    public static async Task<long> AllocatedByRefusalAsync(this TestApi api, string token)
    {
        await api.RefusedAtOnceAsync(token);
        var before = GC.GetAllocatedBytesForCurrentThread();
        await api.RefusedAtOnceAsync(token);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    /// <summary>The shortest of twenty refusals, which is what the work takes: the others were interrupted.</summary>
    public static async Task<TimeSpan> TimeOfRefusalAsync(this TestApi api, string token)
    {
        var shortest = TimeSpan.MaxValue;
        for (var round = 0; round < 20; round++)
        {
            var begun = Stopwatch.GetTimestamp();
            await api.RefusedAtOnceAsync(token);
            var taken = Stopwatch.GetElapsedTime(begun);
            shortest = taken < shortest ? taken : shortest;
        }
        return shortest;
    }

    private static async Task RefusedAtOnceAsync(this TestApi api, string token)
    {
        var pending = api.ValidateAsync(token);
        Assert.True(pending.IsCompleted, "The refusal waited for something.");
        Assert.False((await pending).IsValid);
    }
}
