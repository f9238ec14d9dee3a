using ApiAuth.Middleware.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ApiAuth.Middleware.Tests.Hosting;

/// <summary>The checks of one scheme in a bare service collection: no host, no request.</summary>
sealed class TestValidator : IAsyncDisposable
{
    private readonly ServiceProvider services;

    public TestValidator(Action<ApiAuthOptions>? configure = null, Action<IServiceCollection>? more = null, TestIssuer? issuer = null)
    {
        Issuer = issuer ?? new TestIssuer("https://tenant.test/") { Audience = TestApi.Audience, TimeProvider = Time };
        var collection = new ServiceCollection();
        collection.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(Logs));
        collection.AddAuth0ApiAuthorization(options =>
        {
            options.Issuer = Issuer.Issuer;
            options.Audience = TestApi.Audience;
            options.BackchannelHttpHandler = Issuer.Handler;
            options.TimeProvider = Time;
            configure?.Invoke(options);
        });
        more?.Invoke(collection);
        services = collection.BuildServiceProvider(new ServiceProviderOptions { ValidateScopes = true, ValidateOnBuild = true });
        Checks = services.GetRequiredService<IAccessTokenValidator>();
    }

    public TestIssuer Issuer { get; }

    public ManualTimeProvider Time { get; } = new();

    public LogRecords Logs { get; } = new();

    public IServiceProvider Services => services;

    public IAccessTokenValidator Checks { get; }

    public async Task<AccessTokenResult> ValidateAsync(TestAccessToken token) => await ValidateAsync(Issuer.Issue(token));

    public async Task<AccessTokenResult> ValidateAsync(string token) => await Checks.ValidateAsync(token, TestContext.Current.CancellationToken);

    /// <summary>The token must pass.</summary>
    public async Task<AccessToken> AcceptAsync(TestAccessToken token)
    {
        var result = await ValidateAsync(token);
        Assert.True(result.IsValid, $"{result}: {result.Explanation}");
        return result.Token;
    }

    /// <summary>The token must be refused for this reason.</summary>
    public async Task RefuseAsync(AuthErrorReason reason, TestAccessToken token)
    {
        var result = await ValidateAsync(token);
        Assert.Equal((false, reason, null), (result.IsValid, result.Reason, result.Token));
    }

    public ValueTask DisposeAsync() => services.DisposeAsync();
}
