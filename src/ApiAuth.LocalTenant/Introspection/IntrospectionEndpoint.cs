using ApiAuth.LocalTenant.OAuth;
using ApiAuth.LocalTenant.Requests;
using ApiAuth.LocalTenant.State;
using ApiAuth.LocalTenant.Tokens;
using Microsoft.AspNetCore.Http;

namespace ApiAuth.LocalTenant.Introspection;

/// <summary><c>POST /oauth/introspect</c> (RFC 7662), for access tokens. Auth0 has no such endpoint: it answers only where the tenant's settings say so.</summary>
internal sealed class IntrospectionEndpoint(TenantStore store, TenantState state, AccessTokenReader reader, ClientAuthentication clients, TenantIssuer issuer)
{
    public async Task HandleAsync(HttpContext context)
    {
        context.Response.Headers.CacheControl = "no-store";
        if (!store.Current.Settings.Introspection)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        var (parameters, unreadable) = await OAuthParameters.ReadAsync(context.Request);
        var (client, error) = parameters is null ? (null, unreadable) : clients.Authenticate(context.Request, parameters);
        // RFC 7662 §2.1: nobody may fish for tokens, and a public client proves nothing.
        if (client is null || client.TokenEndpointAuthMethod == TokenEndpointAuthMethod.None)
            await context.RefuseAsync(error ?? OAuthError.InvalidClient);
        else
            await AnswerAsync(context, client, parameters!["token"]);
    }

    private Task AnswerAsync(HttpContext context, Client client, string? token)
    {
        RequestOutcome.Of(context).ClientId = client.ClientId;
        return token is null
            ? context.RefuseAsync(OAuthError.MissingParameter("token"))
            : context.Response.WriteWireJsonAsync(FromOpaque(token) ?? FromJwt(token) ?? TokenIntrospection.Inactive);
    }

    private TokenIntrospection? FromOpaque(string token) => state.OpaqueTokens.Find(token) is not { Authorization: { } grant } found ? null : new()
    {
        Active = true,
        Scope = ScopeString.Write(grant.Scope),
        ClientId = grant.ClientId,
        Username = store.FindUser(grant.UserId)?.Email,
        TokenType = "Bearer",
        Exp = found.ExpiresAt.ToUnixTimeSeconds(),
        Iat = found.IssuedAt.ToUnixTimeSeconds(),
        Sub = grant.UserId,
        Aud = [$"{issuer.Value}userinfo"],
        Iss = issuer.Value,
    };

    // An ID token names its client by the audience alone.
    private TokenIntrospection? FromJwt(string token) => reader.Read(token) is not { ClientId: { } clientId } read ? null : new()
    {
        Active = true,
        Scope = read.Text("scope"),
        ClientId = clientId,
        Username = read.Text("sub") is { } subject ? store.FindUser(subject)?.Email : null,
        TokenType = "Bearer",
        Exp = read.Number("exp"),
        Iat = read.Number("iat"),
        Sub = read.Text("sub"),
        Aud = read.Audiences,
        Iss = issuer.Value,
        Jti = read.Text("jti"),
    };
}
