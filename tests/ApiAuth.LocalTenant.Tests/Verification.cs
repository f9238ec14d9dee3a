using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace ApiAuth.LocalTenant.Tests;

/// <summary>Verifies tokens as any API would, with the stock handler and the keys that the tenant serves.</summary>
internal static class Verification
{
    public static async Task<IList<SecurityKey>> KeysAsync(LocalTenantServer server)
    {
        using var client = server.CreateClient();
        return new JsonWebKeySet(await client.GetStringAsync(TenantPaths.Jwks)).GetSigningKeys();
    }

    /// <summary>Null when the token is good.</summary>
    public static async Task<Exception?> FailureAsync(LocalTenantServer server, string token, string audience, IList<SecurityKey>? keys = null)
    {
        var result = await new JsonWebTokenHandler().ValidateTokenAsync(token, new()
        {
            ValidIssuer = server.Issuer,
            ValidAudience = audience,
            IssuerSigningKeys = keys ?? await KeysAsync(server),
        });
        return result.Exception;
    }
}
