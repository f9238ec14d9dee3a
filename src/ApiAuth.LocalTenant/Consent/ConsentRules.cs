using ApiAuth.LocalTenant.Authorize;
using ApiAuth.LocalTenant.Tokens;

namespace ApiAuth.LocalTenant.Consent;

internal static class ConsentRules
{
    /// <summary>The scopes that a user has to agree to: those of the API, and access while away. What a sign-in tells about the user needs no consent.</summary>
    public static IReadOnlyList<string> Asked(ResourceServer? api, IEnumerable<string> scope) =>
        api is null ? [] : [.. scope.Except(OpenIdScopes.Identity.Except(api.Scopes.Select(known => known.Value)))];

    /// <summary>Whether the consent page is never shown, unless the client asks for it.</summary>
    public static bool IsSkipped(Client client, ResourceServer api, string callback, TenantSettings settings) =>
        client.IsFirstParty && api.SkipConsentForVerifiableFirstPartyClients && (settings.SkipConsentOnLocalhost || IsVerifiable(callback));

    /// <summary>Whether the user has to be asked now.</summary>
    /// <param name="request">What the client asks for.</param>
    /// <param name="scope">What it can get.</param>
    /// <param name="given">What the user agreed to before; null for nothing.</param>
    /// <param name="settings">Of the tenant.</param>
    public static bool NeedsConsent(AuthorizationRequest request, IReadOnlyList<string> scope, UserGrant? given, TenantSettings settings)
    {
        if (request.Api is not { } api || Asked(api, scope) is not { Count: > 0 } asked)
            return false;
        return !IsSkipped(request.Client, api, request.Target.Callback, settings) && asked.Except(given?.Scope ?? []).Any();
    }

    /// <summary>An address that belongs to whoever the name says: not one that any program on this machine can listen on or register for.</summary>
    public static bool IsVerifiable(string callback) =>
        new Uri(callback) is { Scheme: "https", IsLoopback: false } uri && !uri.Host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase);
}
