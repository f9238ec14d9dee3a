using ApiAuth.LocalTenant.Authorize;
using ApiAuth.LocalTenant.Html;
using ApiAuth.LocalTenant.OAuth;
using ApiAuth.LocalTenant.Pages;
using ApiAuth.LocalTenant.Sessions;
using ApiAuth.LocalTenant.Tokens;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace ApiAuth.LocalTenant.Logout;

/// <summary>
/// <c>/v2/logout</c>, Auth0's own, and <c>/oidc/logout</c> (OpenID Connect RP-Initiated Logout 1.0). The session ends in any case; the browser goes on
/// only to an address that the client, or the tenant, lists.
/// </summary>
internal sealed class LogoutEndpoint(TenantStore store, UserSessions sessions, AccessTokenReader reader, AuthorizationResponses responses, TenantPages pages)
{
    private static readonly OAuthError BadHint = new(400, "invalid_request", "The \"id_token_hint\" is not an ID token that this tenant issued to the client");

    public Task LogoutAsync(HttpContext context) => LogoutAsync(context, "returnTo", Parameter(context, "client_id"));

    public Task EndSessionAsync(HttpContext context)
    {
        var named = Parameter(context, "client_id");
        if (Parameter(context, "id_token_hint") is not { } hint)
            return LogoutAsync(context, "post_logout_redirect_uri", named);
        // §2: a hint that is nobody's, or another client's than the one named, leads nowhere.
        return ClientOf(hint) is { } issuedTo && (named ?? issuedTo) == issuedTo
            ? LogoutAsync(context, "post_logout_redirect_uri", issuedTo)
            : RefuseHintAsync(context);
    }

    private Task RefuseHintAsync(HttpContext context)
    {
        sessions.End(context);
        return responses.RefuseAsync(context, BadHint, target: null);
    }

    private Task LogoutAsync(HttpContext context, string parameter, string? clientId)
    {
        PageHeaders.SetForRedirect(context.Response);
        sessions.End(context);
        if (Parameter(context, parameter) is not { } target)
            return pages.SignedOutAsync(context);
        return Allowed(clientId).Contains(target, StringComparer.Ordinal)
            ? RedirectAsync(context, target)
            : responses.RefuseAsync(context, NotAllowed(parameter, target), target: null);
    }

    private IReadOnlyList<string> Allowed(string? clientId) => clientId is null
        ? store.Current.Settings.AllowedLogoutUrls
        : store.FindClient(clientId)?.AllowedLogoutUrls ?? [];

    // An ID token that has expired still says whose it was (§2), so it is not asked to be fresh. An access token names its client besides.
    private string? ClientOf(string idToken) => reader.ReadExpired(idToken) is { ClientId: null, Audiences: [var clientId] } ? clientId : null;

    private static Task RedirectAsync(HttpContext context, string target)
    {
        context.Response.StatusCode = StatusCodes.Status302Found;
        context.Response.Headers.Location = Parameter(context, "state") is { } state ? QueryHelpers.AddQueryString(target, "state", state) : target;
        return Task.CompletedTask;
    }

    private static OAuthError NotAllowed(string parameter, string target) =>
        new(400, "invalid_request", $"The \"{parameter}\" querystring parameter \"{target}\" is not defined as a valid URL in \"Allowed Logout URLs\"");

    private static string? Parameter(HttpContext context, string name) => context.Request.Query[name] is [{ Length: > 0 } value] ? value : null;
}
