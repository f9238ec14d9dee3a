using System.Net;
using ApiAuth.Middleware.Testing;
using ApiAuth.Middleware.Tests.Hosting;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace ApiAuth.Middleware.Tests.Configuration;

/// <summary><c>RequireAuthenticatedByDefault()</c> where routing comes after authorization: closed, and loud.</summary>
public class LateRoutingTests
{
    public static TheoryData<string> Shapes => new(Pipelines.Keys);

    private static Dictionary<string, Action<WebApplication>> Pipelines { get; } = new(StringComparer.Ordinal)
    {
        ["a path base and routing of its own"] = app =>
        {
            app.UsePathBase("/base");
            app.UseRouting();
        },
        ["authorization before routing"] = app =>
        {
            app.UseAuthentication();
            app.UseAuthorization();
            app.UseRouting();
        },
        ["a branch with routing of its own"] = app => app.Map("/branch", branch =>
        {
            branch.UseRouting();
            branch.UseEndpoints(endpoints => endpoints.MapGet("/plain", () => "secret"));
        }),
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public async Task An_endpoint_that_is_found_too_late_is_never_open(string shape)
    {
        await using var inOrder = await StartAsync(pipeline: null);
        await using var late = await StartAsync(Pipelines[shape]);
        var path = shape.Contains("branch", StringComparison.Ordinal) ? "/branch/plain" : "/plain";

        Assert.Equal(HttpStatusCode.OK, (await inOrder.GetAsync("/plain", TestAccessToken.Valid)).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await inOrder.GetAsync("/plain")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await inOrder.GetAsync("/unknown")).Status);
        Assert.Equal(HttpStatusCode.OK, (await late.GetAsync(path, TestAccessToken.Valid)).Status);
        Assert.StartsWith("Routing comes after authorization", (await Assert.ThrowsAsync<InvalidOperationException>(() => late.GetAsync(path))).Message, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await late.GetAsync("/unknown")).Status);
    }

    [Fact]
    public async Task An_endpoint_that_allows_anonymous_callers_stays_open_however_late_it_is_found()
    {
        await using var late = await StartAsync(app => app.UseRouting());

        Assert.Equal("anybody", (await late.GetAsync("/anybody")).Body);
    }

    private static Task<TestApi> StartAsync(Action<WebApplication>? pipeline) => TestApi.StartAsync(new()
    {
        Auth = auth => auth.RequireAuthenticatedByDefault(),
        Pipeline = pipeline,
        Endpoints = app =>
        {
            app.MapGet("/plain", () => "secret");
            app.MapGet("/anybody", [AllowAnonymous] () => "anybody");
        },
    });
}
