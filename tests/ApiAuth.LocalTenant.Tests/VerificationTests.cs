using ApiAuth.LocalTenant.Tests.OAuth;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace ApiAuth.LocalTenant.Tests;

public class VerificationTests
{
    [Fact]
    public async Task A_token_verifies_against_the_served_keys_over_a_port()
    {
        await using var server = await LocalTenantServer.StartAsync(TenantUnderTest.Options());
        var answer = await server.RequestTokenAsync(TokenRequest.Valid);
        using var client = server.CreateClient();
        var keys = new JsonWebKeySet(await client.GetStringAsync(TenantPaths.Jwks));

        var result = await new JsonWebTokenHandler().ValidateTokenAsync(answer.AccessToken, new()
        {
            ValidIssuer = server.Address.ToString(),
            ValidAudience = "urn:worldmappers",
            IssuerSigningKeys = keys.GetSigningKeys(),
        });

        Assert.True(result.IsValid, result.Exception?.Message);
    }
}
