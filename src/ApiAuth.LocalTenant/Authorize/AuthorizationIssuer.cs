using System.Globalization;
using ApiAuth.LocalTenant.Consent;
using ApiAuth.LocalTenant.Model;
using ApiAuth.LocalTenant.OAuth;
using ApiAuth.LocalTenant.Sessions;
using ApiAuth.LocalTenant.State;
using ApiAuth.LocalTenant.Tokens;

namespace ApiAuth.LocalTenant.Authorize;

/// <summary>Issues what the client asked the authorization endpoint for: a code, tokens, or both.</summary>
internal sealed class AuthorizationIssuer(TenantStore store, TenantState state, UserTokens accessTokens, IdTokenWriter idTokens, TimeProvider time)
{
    public AuthorizationAnswer Issue(AuthorizationRequest request, User user, Session session, IReadOnlyList<string> scope)
    {
        var types = request.Types;
        // Without a code there is no refresh token (RFC 6749 §4.2.2).
        var granted = types.HasFlag(ResponseTypes.Code) ? scope : [.. scope.Except([OpenIdScopes.OfflineAccess])];
        var grant = new Authorized(Authorization(request, user, session, granted), user, request.Client, request.Api);
        var code = types.HasFlag(ResponseTypes.Code) ? IssueCode(request, grant.Authorization) : null;
        var token = types.HasFlag(ResponseTypes.Token) ? accessTokens.Issue(grant, granted, forWeb: true) : null;
        return new(
            ("code", code),
            ("access_token", token?.AccessToken),
            ("scope", token is null ? null : ScopeString.Write(token.Scope)),
            ("expires_in", token?.Lifetime.TotalSeconds.ToString(CultureInfo.InvariantCulture)),
            ("token_type", token is null ? null : "Bearer"),
            ("id_token", types.HasFlag(ResponseTypes.IdToken) ? idTokens.Write(grant, granted, token?.AccessToken, code) : null),
            ("state", request.Target.State));
    }

    private string IssueCode(AuthorizationRequest request, UserAuthorization authorization)
    {
        var code = Ids.NewSecret();
        state.Codes.Add(
            code,
            new()
            {
                Authorization = authorization,
                RedirectUri = request.RedirectUri,
                CodeChallenge = request.CodeChallenge,
                IssuedAt = time.GetUtcNow(),
            },
            AuthorizationCode.Memory);
        return code;
    }

    private UserAuthorization Authorization(AuthorizationRequest request, User user, Session session, IReadOnlyList<string> scope) => new()
    {
        UserId = user.UserId,
        ClientId = request.Client.ClientId,
        Audience = request.Api?.Identifier,
        Scope = scope,
        SignedInAt = session.SignedInAt,
        TellsSignIn = request.MaxAge is not null,
        SessionId = session.Id,
        Nonce = request.Nonce,
        NeededConsent = request.Api is { } api
            && ConsentRules.Asked(api, scope).Count > 0
            && !ConsentRules.IsSkipped(request.Client, api, request.Target.Callback, store.Current.Settings),
        ConsentId = request.Api is { } asked ? store.FindUserGrant(user.UserId, request.Client.ClientId, asked.Identifier)?.Id : null,
    };
}
