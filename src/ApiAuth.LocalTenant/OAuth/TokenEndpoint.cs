using System.Collections.Frozen;
using ApiAuth.LocalTenant.Cors;
using ApiAuth.LocalTenant.RateLimits;
using ApiAuth.LocalTenant.Requests;
using Microsoft.AspNetCore.Http;

namespace ApiAuth.LocalTenant.OAuth;

/// <summary><c>POST /oauth/token</c> (RFC 6749 §3.2).</summary>
internal sealed class TokenEndpoint(
    ClientAuthentication clients, ClientCredentialsGrant clientCredentials, AuthorizationCodeGrant authorizationCode, RefreshTokenGrant refreshToken, CrossOrigin origins, RateLimitGate gate)
{
    private readonly FrozenDictionary<string, Func<Client, OAuthParameters, TokenResult>> grants =
        new Dictionary<string, Func<Client, OAuthParameters, TokenResult>>
        {
            [GrantType.AuthorizationCode] = authorizationCode.Issue,
            [GrantType.ClientCredentials] = clientCredentials.Issue,
            [GrantType.RefreshToken] = refreshToken.Issue,
        }.ToFrozenDictionary();

    public async Task HandleAsync(HttpContext context)
    {
        context.Response.Headers.CacheControl = "no-store";
        var (parameters, unreadable) = await OAuthParameters.ReadAsync(context.Request);
        var (result, client) = parameters is null ? (unreadable!, null) : Issue(context, parameters);
        origins.Allow(context, client);
        await (result.Error is { } error ? context.RefuseAsync(error) : context.Response.WriteWireJsonAsync(TokenResponse.For(result.Token!)));
    }

    private (TokenResult Result, Client? Client) Issue(HttpContext context, OAuthParameters parameters)
    {
        if (parameters["grant_type"] is not { } grantType)
            return (OAuthError.MissingParameter("grant_type"), null);
        if (!grants.TryGetValue(grantType, out var issue))
            return (OAuthError.UnsupportedGrantType, null);

        var (client, error) = clients.Authenticate(context.Request, parameters);
        if (client is null)
            return (error!, null);

        RequestOutcome.Of(context).ClientId = client.ClientId;
        if (!gate.Admits(context, $"client {client.ClientId}"))
            return (OAuthError.TooManyRequests, client);
        return (client.GrantTypes.Contains(grantType) ? issue(client, parameters) : OAuthError.GrantTypeNotAllowed(grantType), client);
    }
}
