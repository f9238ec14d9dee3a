using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using ApiAuth.LocalTenant.Tests.OAuth;
using Microsoft.IdentityModel.Tokens;

namespace ApiAuth.LocalTenant.Tests.Tokens;

public class TokenForgeTests
{
    [Fact]
    public async Task A_token_altered_in_nothing_still_verifies()
    {
        await using var server = await TenantUnderTest.StartAsync();
        var token = server.Tenant.IssueAccessToken(UserTokenTests.Valid);

        var forged = server.Tenant.Forge.Alter(token);

        Assert.Equal(token, forged);
        Assert.Null(await Verification.FailureAsync(server, forged, "urn:organizer-api"));
    }

    [Fact]
    public async Task Altered_claims_are_signed_with_the_current_key()
    {
        await using var server = await TenantUnderTest.StartAsync();
        var token = server.Tenant.IssueAccessToken(UserTokenTests.Valid);

        var expired = server.Tenant.Forge.Alter(token, payload: claims => claims["exp"] = 1);
        var elsewhere = server.Tenant.Forge.Alter(token, payload: claims => claims["iss"] = "https://elsewhere.test/");

        Assert.IsType<SecurityTokenExpiredException>(await Verification.FailureAsync(server, expired, "urn:organizer-api"));
        Assert.IsType<SecurityTokenInvalidIssuerException>(await Verification.FailureAsync(server, elsewhere, "urn:organizer-api"));
    }

    [Fact]
    public async Task The_next_key_signs_under_its_own_kid()
    {
        await using var server = await TenantUnderTest.StartAsync();

        var forged = server.Tenant.Forge.Alter(server.Tenant.IssueAccessToken(UserTokenTests.Valid), ForgedSignature.NextKey);

        Assert.Equal(server.Tenant.Keys.Next, (string?)Jwt.Header(forged)["kid"]);
        Assert.Null(await Verification.FailureAsync(server, forged, "urn:organizer-api"));
    }

    [Fact]
    public async Task An_unpublished_key_signs_under_the_kid_of_a_published_one()
    {
        await using var server = await TenantUnderTest.StartAsync();

        var forged = server.Tenant.Forge.Alter(server.Tenant.IssueAccessToken(UserTokenTests.Valid), ForgedSignature.UnpublishedKey);

        Assert.Equal(server.Tenant.Keys.Current, (string?)Jwt.Header(forged)["kid"]);
        Assert.IsType<SecurityTokenInvalidSignatureException>(await Verification.FailureAsync(server, forged, "urn:organizer-api"));
    }

    [Fact]
    public async Task An_unsigned_token_says_so()
    {
        await using var server = await TenantUnderTest.StartAsync();

        var forged = server.Tenant.Forge.Alter(server.Tenant.IssueAccessToken(UserTokenTests.Valid), ForgedSignature.None);

        Assert.Equal("none", (string?)Jwt.Header(forged)["alg"]);
        Assert.EndsWith(".", forged, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_public_key_as_secret_makes_a_token_that_a_careless_verifier_accepts()
    {
        await using var server = await TenantUnderTest.StartAsync();
        var keys = await Verification.KeysAsync(server);
        using var rsa = ((X509SecurityKey)keys[0]).Certificate.GetRSAPublicKey()!;
        var careless = new SymmetricSecurityKey(Encoding.ASCII.GetBytes(rsa.ExportSubjectPublicKeyInfoPem())) { KeyId = keys[0].KeyId };

        var forged = server.Tenant.Forge.Alter(server.Tenant.IssueAccessToken(UserTokenTests.Valid), ForgedSignature.PublicKeyAsSecret);

        Assert.Equal("HS256", (string?)Jwt.Header(forged)["alg"]);
        Assert.Null(await Verification.FailureAsync(server, forged, "urn:organizer-api", [careless]));
        Assert.NotNull(await Verification.FailureAsync(server, forged, "urn:organizer-api"));
    }

    [Fact]
    public async Task Any_header_and_claims_can_be_signed()
    {
        await using var server = await TenantUnderTest.StartAsync();

        var forged = server.Tenant.Forge.Sign(
            new() { ["alg"] = "PS256", ["kid"] = server.Tenant.Keys.Current, ["typ"] = "logout+jwt" },
            new() { ["iss"] = server.Issuer, ["aud"] = "me", ["exp"] = 4_000_000_000, ["odd"] = new JsonArray(1, "2") });

        Assert.Equal("logout+jwt", (string?)Jwt.Header(forged)["typ"]);
        Assert.Null(await Verification.FailureAsync(server, forged, "me"));
    }

    [Fact]
    public async Task An_opaque_token_cannot_be_altered()
    {
        await using var server = await TenantUnderTest.StartAsync();

        Assert.Throws<LocalTenantException>(() => server.Tenant.Forge.Alter("opaque"));
    }
}
