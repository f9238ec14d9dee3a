using System.Collections.Frozen;

namespace ApiAuth.LocalTenant.Model;

/// <summary>The claims that only the tenant writes.</summary>
internal static class ReservedClaims
{
    private static readonly FrozenSet<string> Names = FrozenSet.Create(
        "acr", "act", "amr", "at_hash", "aud", "auth_time", "authorization_details", "azp", "c_hash", "client_id", "cnf", "exp", "gty", "iat", "iss", "jti",
        "nbf", "nonce", "org_id", "org_name", "permissions", "s_hash", "scope", "sid", "sub", "txn");

    public static bool Contains(string name) => Names.Contains(name);
}
