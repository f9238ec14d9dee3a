using ApiAuth.LocalTenant.Tests.OAuth;
using ApiAuth.LocalTenant.Tests.Tokens;
using Microsoft.IdentityModel.Tokens;

namespace ApiAuth.LocalTenant.Tests;

public class VerificationTests
{
    [Theory]
    [InlineData(SigningAlgorithm.RS256)]
    [InlineData(SigningAlgorithm.RS512)]
    [InlineData(SigningAlgorithm.PS256)]
    public async Task A_token_verifies_against_the_served_keys(SigningAlgorithm algorithm)
    {
        await using var server = await TenantUnderTest.StartAsync(TenantUnderTest.WithWorldMappers(api => api with { SigningAlgorithm = algorithm }));
        var answer = await server.RequestTokenAsync(TokenRequest.Valid);

        Assert.Equal(algorithm.ToString(), (string?)answer.Header["alg"]);
        Assert.Null(await Verification.FailureAsync(server, answer.AccessToken, "urn:worldmappers"));
    }

    [Fact]
    public async Task A_token_of_another_tenant_does_not_verify()
    {
        await using var server = await TenantUnderTest.StartAsync();
        await using var other = await LocalTenantServer.StartInProcessAsync(new() { AllowOutsideDevelopment = true });

        var token = other.Tenant.IssueAccessToken(UserTokenTests.Valid);

        Assert.Null(await Verification.FailureAsync(other, token, "urn:organizer-api"));
        Assert.IsType<SecurityTokenSignatureKeyNotFoundException>(await Verification.FailureAsync(server, token, "urn:organizer-api"));
    }

    [Fact]
    public async Task Discovery_read_by_the_stock_client_leads_to_the_keys()
    {
        await using var server = await TenantUnderTest.StartAsync();
        using var client = server.CreateClient();

        var configuration = await Microsoft.IdentityModel.Protocols.OpenIdConnect.OpenIdConnectConfigurationRetriever.GetAsync(
            server.Issuer + ".well-known/openid-configuration", client, CancellationToken.None);

        Assert.Equal(server.Issuer, configuration.Issuer);
        Assert.Equal([server.Tenant.Keys.Current, server.Tenant.Keys.Next], configuration.SigningKeys.Select(key => key.KeyId).Distinct());
    }
}
