using ApiAuth.Middleware.Testing;
using ApiAuth.Middleware.Tests.Hosting;

namespace ApiAuth.Middleware.Tests.Tokens;

/// <summary>Rules 6 and 12: the type of a token and the profile of RFC 9068.</summary>
public class TypeTests
{
    [Theory]
    [InlineData("JWT")]
    [InlineData("jwt")]
    [InlineData("application/jwt")]
    [InlineData("at+jwt")]
    [InlineData("at+JWT")]
    [InlineData("AT+JWT")]
    [InlineData("application/at+jwt")]
    [InlineData("APPLICATION/AT+JWT")]
    public async Task The_type_has_no_case_and_may_have_its_prefix(string type)
    {
        await using var validator = new TestValidator();

        await validator.AcceptAsync(TestAccessToken.Valid with { Type = type });
        await validator.RefuseAsync(AuthErrorReason.TypeNotAccessToken, TestAccessToken.Valid with { Type = type + "s" });
    }

    [Fact]
    public async Task The_type_may_be_absent()
    {
        await using var validator = new TestValidator();

        await validator.AcceptAsync(TestAccessToken.Valid.WithoutHeader("typ"));
    }

    [Theory]
    [InlineData("at+jwt")]
    [InlineData("Application/AT+JWT")]
    public async Task The_profile_of_RFC_9068_takes_its_own_type(string type)
    {
        await using var validator = new TestValidator(options => options.Tokens.Profile = TokenProfile.Rfc9068);

        await validator.AcceptAsync(TestAccessToken.Rfc9068 with { Type = type });
        await validator.RefuseAsync(AuthErrorReason.TypeNotAccessToken, TestAccessToken.Rfc9068 with { Type = "JWT" });
        await validator.RefuseAsync(AuthErrorReason.TypeNotAccessToken, TestAccessToken.Rfc9068.WithoutHeader("typ"));
    }

    [Theory]
    [InlineData("iss", AuthErrorReason.IssuerUnknown)]
    [InlineData("aud", AuthErrorReason.AudienceMismatch)]
    [InlineData("exp", AuthErrorReason.ClaimMissing)]
    [InlineData("sub", AuthErrorReason.ClaimMissing)]
    [InlineData("client_id", AuthErrorReason.ClaimMissing)]
    [InlineData("iat", AuthErrorReason.ClaimMissing)]
    [InlineData("jti", AuthErrorReason.ClaimMissing)]
    public async Task The_profile_of_RFC_9068_asks_for_its_claims(string claim, AuthErrorReason reason)
    {
        await using var validator = new TestValidator(options => options.Tokens.Profile = TokenProfile.Rfc9068);

        await validator.AcceptAsync(TestAccessToken.Rfc9068);
        await validator.RefuseAsync(reason, TestAccessToken.Rfc9068.WithoutClaim(claim));
    }

    [Theory]
    [InlineData("client_id")]
    [InlineData("jti")]
    public async Task The_profile_of_RFC_9068_asks_for_texts(string claim)
    {
        await using var validator = new TestValidator(options => options.Tokens.Profile = TokenProfile.Rfc9068);

        await validator.AcceptAsync(TestAccessToken.Rfc9068.WithClaim(claim, "x"));
        await validator.RefuseAsync(AuthErrorReason.ClaimMalformed, TestAccessToken.Rfc9068.WithClaim(claim, ""));
        await validator.RefuseAsync(AuthErrorReason.ClaimMalformed, TestAccessToken.Rfc9068.WithClaim(claim, 1));
    }

    [Fact]
    public async Task Without_the_profile_Auth0s_dialect_needs_neither_jti_nor_client()
    {
        await using var validator = new TestValidator();

        var token = await validator.AcceptAsync(TestAccessToken.Valid with { ClientId = null });

        Assert.Equal((null, null), (token.TokenId, token.ClientId));
    }
}
