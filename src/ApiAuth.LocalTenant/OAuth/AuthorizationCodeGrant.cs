using ApiAuth.LocalTenant.Authorize;
using ApiAuth.LocalTenant.State;
using ApiAuth.LocalTenant.Tokens;

namespace ApiAuth.LocalTenant.OAuth;

/// <summary>A client exchanges the code that the user brought (RFC 6749 §4.1.3, RFC 7636 §4.5).</summary>
internal sealed class AuthorizationCodeGrant(TenantStore store, TenantState state, UserTokenSet tokens, TimeProvider time)
{
    public TokenResult Issue(Client client, OAuthParameters parameters)
    {
        if (parameters["code"] is not { } secret)
            return OAuthError.MissingParameter("code");

        var doubtful = store.Current.Settings.Doubtful;
        // A stranger's request changes nothing: neither a thief nor a mistake can spoil the code for its client.
        if (state.Codes.Find(secret) is not { } code || code.Authorization.ClientId != client.ClientId || code.RedirectUri != parameters["redirect_uri"])
            return OAuthError.BadCode(doubtful);
        if (!ProofKey.Fits(code.CodeChallenge, parameters["code_verifier"]))
            return OAuthError.BadCodeVerifier(doubtful);
        return Redeem(secret) is { } authorization && tokens.Find(authorization) is { } grant && Issue(grant, secret) is { } issued
            ? issued
            : OAuthError.BadCode(doubtful);
    }

    private IssuedToken? Issue(Authorized grant, string secret)
    {
        var issued = tokens.Issue(grant);
        if (state.Codes.Find(secret) is not null)
            return issued;
        // The code came again while the tokens were made, too early to take them back.
        state.Revoke(grant.Authorization.Id);
        return null;
    }

    // RFC 6749 §4.1.2: what a code gave is taken back when the code comes again.
    private UserAuthorization? Redeem(string secret)
    {
        if (state.Codes.Exchange(secret, code => code with { IsUsed = true }) is not { } code)
            return null;
        if (code.IsUsed)
        {
            state.Codes.Take(secret); // before what it gave: who is about to issue looks for the code afterwards
            state.Revoke(code.Authorization.Id);
        }
        return code.IsGood(time.GetUtcNow()) ? code.Authorization : null;
    }
}
