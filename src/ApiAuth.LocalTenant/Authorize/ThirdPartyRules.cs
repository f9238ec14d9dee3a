using System.Collections.Frozen;
using ApiAuth.LocalTenant.OAuth;

namespace ApiAuth.LocalTenant.Authorize;

/// <summary>What a strict third-party application may not send.</summary>
internal static class ThirdPartyRules
{
    private static readonly FrozenSet<string> Forbidden =
        FrozenSet.Create("request", "request_uri", "claims", "id_token_hint", "screen_hint", "invitation", "login_ticket");

    public static string? NotAllowed(OAuthParameters parameters) => parameters.Names.FirstOrDefault(Forbidden.Contains);
}
