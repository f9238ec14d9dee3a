using ApiAuth.Middleware.Testing;
using ApiAuth.Middleware.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace ApiAuth.Middleware.Tests.Tokens;

/// <summary>Rules 8 and 13: each issuer has its own keys (RFC 8725 §3.8).</summary>
public class IssuersTests
{
    private readonly TestIssuer first = new("https://first.test/") { Audience = TestApi.Audience, TimeProvider = new ManualTimeProvider() };
    private readonly TestIssuer second = new("https://second.test/") { Audience = TestApi.Audience, TimeProvider = new ManualTimeProvider() };

    [Fact]
    public async Task A_key_of_one_issuer_signs_nothing_for_the_other()
    {
        second.Rotate(TestKey.Rsa() with { KeyId = "second" });
        await using var validator = Both();
        Assert.True((await validator.ValidateAsync(first.Issue())).IsValid);
        Assert.True((await validator.ValidateAsync(second.Issue())).IsValid);

        var forged = second.Issue(TestAccessToken.Valid with { Issuer = first.Issuer });
        var underItsKid = second.Issue(TestAccessToken.Valid with { Issuer = first.Issuer, KeyId = first.CurrentKey.KeyId });
        var withoutKid = second.Issue((TestAccessToken.Valid with { Issuer = first.Issuer }).WithoutHeader("kid"));

        Assert.Equal(AuthErrorReason.KeyUnknown, (await validator.ValidateAsync(forged)).Reason);
        Assert.Equal(AuthErrorReason.SignatureInvalid, (await validator.ValidateAsync(underItsKid)).Reason);
        Assert.Equal(AuthErrorReason.SignatureInvalid, (await validator.ValidateAsync(withoutKid)).Reason);
    }

    [Fact]
    public async Task Two_issuers_with_one_kid_are_told_apart()
    {
        first.Rotate(TestKey.Rsa(index: 0) with { KeyId = "same" });
        second.Rotate(TestKey.Rsa(index: 1) with { KeyId = "same" });
        await using var validator = Both();

        Assert.True((await validator.ValidateAsync(first.Issue())).IsValid);
        Assert.True((await validator.ValidateAsync(second.Issue())).IsValid);
        Assert.Equal(AuthErrorReason.SignatureInvalid, (await validator.ValidateAsync(second.Issue(TestAccessToken.Valid with { Issuer = first.Issuer }))).Reason);
    }

    [Fact]
    public async Task An_issuer_that_is_not_listed_causes_no_call()
    {
        await using var validator = new TestValidator();

        await validator.RefuseAsync(AuthErrorReason.IssuerUnknown, TestAccessToken.WrongIssuer with { KeyId = "new" });

        Assert.Equal(0, validator.Issuer.JwksFetches + validator.Issuer.DiscoveryFetches);
        await validator.AcceptAsync(TestAccessToken.Valid);
        Assert.Equal(1, validator.Issuer.JwksFetches);
    }

    [Fact]
    public async Task A_token_without_kid_passes_only_if_exactly_one_key_fits()
    {
        await using var validator = new TestValidator();
        var token = TestAccessToken.Valid.WithoutHeader("kid");
        await validator.AcceptAsync(token);

        validator.Issuer.Publish(TestKey.Ec());
        await validator.Services.GetRequiredService<IApiAuthKeys>().RefreshAsync(TestContext.Current.CancellationToken);
        await validator.AcceptAsync(token.WithClaim("other", "curve"));

        validator.Issuer.Publish(TestKey.Rsa());
        await validator.Services.GetRequiredService<IApiAuthKeys>().RefreshAsync(TestContext.Current.CancellationToken);
        await validator.RefuseAsync(AuthErrorReason.KeyUnknown, token.WithClaim("other", "key"));
    }

    [Fact]
    public async Task Kids_have_a_case()
    {
        var issuer = new TestIssuer("https://tenant.test/") { Audience = TestApi.Audience, TimeProvider = new ManualTimeProvider() };
        issuer.Rotate(TestKey.Rsa(index: 0) with { KeyId = "key" });
        issuer.Publish(TestKey.Rsa(index: 1) with { KeyId = "KEY" });
        await using var validator = new TestValidator(issuer: issuer);

        await validator.AcceptAsync(TestAccessToken.Valid);
        await validator.RefuseAsync(AuthErrorReason.SignatureInvalid, TestAccessToken.Valid with { KeyId = "KEY" });
    }

    [Theory]
    [InlineData("PS256", "PS384")]
    [InlineData("RS512", "RS256")]
    public async Task Listed_algorithms_pass_and_others_do_not(string listed, string other)
    {
        await using var validator = new TestValidator(options => options.Tokens.Algorithms = [listed]);
        validator.Issuer.Rotate(TestKey.Rsa().WithoutMember("alg"));

        await validator.AcceptAsync(TestAccessToken.Valid with { Algorithm = listed });
        await validator.RefuseAsync(AuthErrorReason.AlgorithmNotAllowed, TestAccessToken.Valid with { Algorithm = other });
    }

    private TestValidator Both() => new(
        options =>
        {
            options.Issuer = null;
            options.Domains = ["first.test", "second.test"];
            options.BackchannelHttpHandler = new TestNetwork(first, second);
        });
}
