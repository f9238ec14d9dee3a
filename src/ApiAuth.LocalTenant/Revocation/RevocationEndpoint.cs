using ApiAuth.LocalTenant.Consent;
using ApiAuth.LocalTenant.Cors;
using ApiAuth.LocalTenant.OAuth;
using ApiAuth.LocalTenant.Requests;
using ApiAuth.LocalTenant.State;
using Microsoft.AspNetCore.Http;

namespace ApiAuth.LocalTenant.Revocation;

/// <summary><c>POST /oauth/revoke</c> (RFC 7009), for refresh tokens only: an access token is good until it expires.</summary>
internal sealed class RevocationEndpoint(TenantStore store, TenantState state, ClientAuthentication clients, UserGrants grants, CrossOrigin origins)
{
    public async Task HandleAsync(HttpContext context)
    {
        context.Response.Headers.CacheControl = "no-store";
        var (parameters, unreadable) = await OAuthParameters.ReadAsync(context.Request);
        var (client, error) = parameters is null ? (null, unreadable) : clients.Authenticate(context.Request, parameters);
        origins.Allow(context, client);
        if (client is null)
            await context.RefuseAsync(error!.Status == StatusCodes.Status401Unauthorized ? OAuthError.InvalidClient : error);
        else if (parameters!["token"] is { } token)
            Revoke(context, client, token);
        else
            await context.RefuseAsync(OAuthError.MissingParameter("token"));
    }

    // RFC 7009 §2.2: a token that is unknown, or another client's, is answered in the same way.
    private void Revoke(HttpContext context, Client client, string token)
    {
        RequestOutcome.Of(context).ClientId = client.ClientId;
        if (state.RefreshTokens.Find(token)?.Authorization is not { } authorization || authorization.ClientId != client.ClientId)
            return;
        state.Revoke(authorization.Id);
        if (store.Current.Settings.RevokeGrantWithRefreshToken && authorization is { NeededConsent: true, Audience: { } audience })
            grants.Withdraw(authorization.UserId, client.ClientId, audience);
    }
}
