using System.Collections.Frozen;
using ApiAuth.LocalTenant.Requests;
using Microsoft.AspNetCore.Http;

namespace ApiAuth.LocalTenant.OAuth;

/// <summary><c>POST /oauth/token</c> (RFC 6749 §3.2).</summary>
internal sealed class TokenEndpoint(ClientAuthentication clients, ClientCredentialsGrant clientCredentials)
{
    private readonly FrozenDictionary<string, Func<Client, TokenParameters, TokenResult>> grants =
        new Dictionary<string, Func<Client, TokenParameters, TokenResult>>
        {
            [GrantType.ClientCredentials] = clientCredentials.Issue,
        }.ToFrozenDictionary();

    public async Task HandleAsync(HttpContext context)
    {
        context.Response.Headers.CacheControl = "no-store";
        var (parameters, unreadable) = await TokenParameters.ReadAsync(context.Request);
        var result = parameters is null ? unreadable! : Issue(context, parameters);
        await (result.Error is { } error ? RefuseAsync(context, error) : context.Response.WriteWireJsonAsync(TokenResponse.For(result.Token!)));
    }

    private TokenResult Issue(HttpContext context, TokenParameters parameters)
    {
        if (parameters["grant_type"] is not { } grantType)
            return OAuthError.MissingParameter("grant_type");
        if (!grants.TryGetValue(grantType, out var issue))
            return OAuthError.UnsupportedGrantType;

        var (client, error) = clients.Authenticate(context.Request, parameters);
        if (client is null)
            return error!;

        RequestOutcome.Of(context).ClientId = client.ClientId;
        return client.GrantTypes.Contains(grantType) ? issue(client, parameters) : OAuthError.GrantTypeNotAllowed(grantType);
    }

    private static Task RefuseAsync(HttpContext context, OAuthError error)
    {
        RequestOutcome.Of(context).Error = error.Error;
        context.Response.StatusCode = error.Status;
        if (error.Status == StatusCodes.Status401Unauthorized && BasicCredentials.IsPresent(context.Request))
            context.Response.Headers.WWWAuthenticate = "Basic realm=\"oauth\"";
        return context.Response.WriteWireJsonAsync(error);
    }
}
