using ApiAuth.Middleware.Testing;
using ApiAuth.Middleware.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace ApiAuth.Middleware.Tests.Authentication;

/// <summary>The same checks without an HTTP request.</summary>
public class AccessTokenValidatorTests
{
    [Fact]
    public async Task A_token_or_one_reason_comes_back_and_never_an_exception()
    {
        await using var validator = new TestValidator();

        var accepted = await validator.ValidateAsync(TestAccessToken.Valid);
        var refused = await validator.ValidateAsync(TestAccessToken.WrongAudience);

        Assert.Equal((true, "auth0|test-user", null, null, "valid"), (accepted.IsValid, accepted.Token?.Subject, accepted.Reason, accepted.Explanation, accepted.ToString()));
        Assert.Equal((false, null, AuthErrorReason.AudienceMismatch, null, "audience_mismatch"), (refused.IsValid, refused.Token, refused.Reason, refused.RetryAfter, refused.ToString()));
        Assert.Equal("Expected aud \"urn:test-api\"; found aud \"https://another-api.test/\".", refused.Explanation);
        Assert.Empty(validator.Logs.Refusals);
    }

    [Theory]
    [InlineData("", AuthErrorReason.TokenMalformed)]
    [InlineData(" ", AuthErrorReason.TokenOpaque)]
    [InlineData("Bearer a.b.c", AuthErrorReason.TokenMalformed)]
    [InlineData("é", AuthErrorReason.TokenOpaque)]
    [InlineData("é.é.é", AuthErrorReason.TokenMalformed)]
    [InlineData("....", AuthErrorReason.TokenMalformed)]
    public async Task A_text_that_is_no_token_is_refused(string text, AuthErrorReason reason)
    {
        await using var validator = new TestValidator();

        Assert.True((await validator.ValidateAsync(TestAccessToken.Valid)).IsValid);
        Assert.Equal(reason, (await validator.ValidateAsync(text)).Reason);
    }

    [Fact]
    public async Task An_uninitialized_result_is_not_valid()
    {
        await using var validator = new TestValidator();

        Assert.True((await validator.ValidateAsync(TestAccessToken.Valid)).IsValid);
        Assert.Equal((false, AuthErrorReason.TokenMissing, "token_missing"), (default(AccessTokenResult).IsValid, default(AccessTokenResult).Reason, default(AccessTokenResult).ToString()));
        Assert.Equal((null, null), ((await validator.ValidateAsync(TestAccessToken.Valid)).RetryAfter, default(AccessTokenResult).RetryAfter));
    }

    [Fact]
    public async Task Each_scheme_has_its_own_and_the_first_is_the_default()
    {
        var other = new TestIssuer("https://other.test/") { Audience = "urn:other", TimeProvider = new ManualTimeProvider() };
        await using var validator = new TestValidator(more: services => services.AddAuth0ApiAuthorization("Other", options =>
            (options.Issuer, options.Audience, options.BackchannelHttpHandler, options.TimeProvider) = (other.Issuer, "urn:other", other.Handler, other.TimeProvider)));
        var (first, second) = (validator.Services.GetRequiredKeyedService<IAccessTokenValidator>("Bearer"), validator.Services.GetRequiredKeyedService<IAccessTokenValidator>("Other"));

        Assert.Same(first, validator.Checks);
        Assert.True((await first.ValidateAsync(validator.Issuer.Issue())).IsValid);
        Assert.True((await second.ValidateAsync(other.Issue())).IsValid);
        Assert.Equal(AuthErrorReason.IssuerUnknown, (await first.ValidateAsync(other.Issue())).Reason);
        Assert.Equal(AuthErrorReason.IssuerUnknown, (await second.ValidateAsync(validator.Issuer.Issue())).Reason);
    }

    [Fact]
    public async Task Hooks_run_in_a_scope_of_their_own_without_a_request()
    {
        var seen = new List<Unit>();
        await using var validator = new TestValidator(more: services => services.AddSingleton(seen).AddScoped<Unit>().AddKeyedScoped<IAccessTokenHook, UnitHook>("Bearer"));
        var token = validator.Issuer.Issue();

        Assert.True((await validator.ValidateAsync(token)).IsValid);
        Assert.True((await validator.ValidateAsync(token)).IsValid);
        var refused = await validator.ValidateAsync(TestAccessToken.Valid with { OrganizationId = "org_blocked" });

        Assert.Equal((AuthErrorReason.RefusedByHook, "Expected the agreement of the hook UnitHook."), (refused.Reason, refused.Explanation));
        Assert.Equal(3, seen.Distinct().Count());
        Assert.All(seen, unit => Assert.True(unit.IsDisposed));
    }

    [Fact]
    public async Task Keys_that_cannot_be_had_are_no_fault_of_the_token()
    {
        await using var validator = new TestValidator();
        validator.Issuer.Break(IssuerFault.ConnectionRefused);

        var refused = await validator.ValidateAsync(TestAccessToken.Valid);
        Assert.Equal(AuthErrorReason.KeysUnavailable, refused.Reason);
        Assert.NotNull(refused.RetryAfter);

        validator.Issuer.Repair();
        validator.Time.Advance(refused.RetryAfter.Value);
        await validator.AcceptAsync(TestAccessToken.Valid);
    }

    [Fact]
    public async Task A_worker_without_a_web_server_can_use_it()
    {
        var issuer = new TestIssuer("https://tenant.test/") { Audience = TestApi.Audience, TimeProvider = new ManualTimeProvider() };
        var builder = Host.CreateEmptyApplicationBuilder(new() { EnvironmentName = Environments.Development });
        builder.ConfigureContainer(new DefaultServiceProviderFactory(new() { ValidateScopes = true, ValidateOnBuild = true }));
        builder.Services.AddAuth0ApiAuthorization(options =>
            (options.Issuer, options.Audience, options.BackchannelHttpHandler, options.TimeProvider) = (issuer.Issuer, TestApi.Audience, issuer.Handler, issuer.TimeProvider));
        using var host = builder.Build();
        await host.StartAsync(TestContext.Current.CancellationToken);

        var checks = host.Services.GetRequiredService<IAccessTokenValidator>();

        Assert.True((await checks.ValidateAsync(issuer.Issue())).IsValid);
        Assert.Equal(AuthErrorReason.TokenExpired, (await checks.ValidateAsync(issuer.Issue(TestAccessToken.Expired))).Reason);
        await host.StopAsync(TestContext.Current.CancellationToken);
    }

    private sealed class Unit : IDisposable
    {
        public bool IsDisposed { get; private set; }

        public void Dispose() => IsDisposed = true;
    }

    private sealed class UnitHook(Unit unit, List<Unit> seen) : IAccessTokenHook
    {
        public ValueTask<AccessTokenHookResult> OnAcceptedAsync(AccessTokenHookContext context, CancellationToken cancellationToken)
        {
            Assert.Null(context.HttpContext);
            Assert.False(unit.IsDisposed);
            seen.Add(unit);
            return ValueTask.FromResult(context.Token.OrganizationId is null ? AccessTokenHookResult.Continue : AccessTokenHookResult.Forbid("Blocked."));
        }
    }
}
