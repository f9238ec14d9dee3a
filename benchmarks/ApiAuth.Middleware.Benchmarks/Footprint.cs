using ApiAuth.Middleware.Benchmarks.Hosting;
using ApiAuth.Middleware.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace ApiAuth.Middleware.Benchmarks;

/// <summary>How many bytes a remembered token keeps, measured on the live heap.</summary>
static class Footprint
{
    private const int Tokens = 20_000;

    /// <summary>Bytes for each token.</summary>
    public static async Task<long> MeasureAsync()
    {
        var issuer = new TestIssuer("https://tenant.test/") { Audience = BenchmarkApi.Audience };
        await using var api = await BenchmarkApi.OursAsync(issuer, options => options.TokenCache.Capacity = Tokens);
        var validator = api.Services.GetRequiredService<IAccessTokenValidator>();
        await validator.ValidateAsync(issuer.Issue());
        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (var number = 0; number < Tokens; number++)
        {
            var token = issuer.Issue(TestAccessToken.Valid with { Subject = $"auth0|{number:x24}", Scope = "appointments contacts tasks", Lifetime = TimeSpan.FromHours(12) });
            await validator.ValidateAsync(token);
        }
        var after = GC.GetTotalMemory(forceFullCollection: true);
        GC.KeepAlive(api);
        return (after - before) / Tokens;
    }
}
