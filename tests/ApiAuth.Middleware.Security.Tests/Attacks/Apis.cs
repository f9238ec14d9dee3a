using ApiAuth.Middleware.Testing;
using ApiAuth.Middleware.Tests.Hosting;

namespace ApiAuth.Middleware.Security.Tests.Attacks;

/// <summary>APIs that differ from the usual in what an attack is about.</summary>
static class Apis
{
    public const string Issuer = "https://tenant.test/";

    /// <summary>One whose issuer signs with this algorithm, and which takes these.</summary>
    public static Task<TestApi> SignedByAsync(string algorithm, params string[] allowed)
    {
        var time = new ManualTimeProvider();
        return TestApi.StartAsync(new()
        {
            Time = time,
            Issuer = new TestIssuer(Issuer) { Audience = TestApi.Audience, TimeProvider = time, Algorithm = algorithm },
            Options = options => options.Tokens.Algorithms = allowed.Length == 0 ? [algorithm] : [.. allowed],
        });
    }

    /// <summary>One whose issuer also publishes these keys, and which takes these algorithms.</summary>
    public static async Task<TestApi> PublishingAsync(string[] allowed, params TestKey[] keys)
    {
        var time = new ManualTimeProvider();
        var issuer = new TestIssuer(Issuer) { Audience = TestApi.Audience, TimeProvider = time };
        foreach (var key in keys)
            issuer.Publish(key);
        return await TestApi.StartAsync(new() { Time = time, Issuer = issuer, Options = options => options.Tokens.Algorithms = [.. allowed] });
    }

    /// <summary>One whose issuer is prepared before anybody asks it.</summary>
    public static Task<TestApi> PreparedAsync(Action<TestIssuer> prepare, Action<ApiAuthOptions>? options = null)
    {
        var time = new ManualTimeProvider();
        var issuer = new TestIssuer(Issuer) { Audience = TestApi.Audience, TimeProvider = time };
        prepare(issuer);
        return TestApi.StartAsync(new() { Time = time, Issuer = issuer, Options = options });
    }

    /// <summary>One with these options.</summary>
    public static Task<TestApi> WithAsync(Action<ApiAuthOptions> options) => TestApi.StartAsync(new() { Options = options });
}
