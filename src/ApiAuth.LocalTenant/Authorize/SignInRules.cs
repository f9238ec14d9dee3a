using ApiAuth.LocalTenant.Sessions;

namespace ApiAuth.LocalTenant.Authorize;

internal static class SignInRules
{
    /// <summary>Whether the user has to sign in, or to sign in again (OpenID Connect Core 1.0 §3.1.2.3).</summary>
    /// <param name="request">What the client asks for.</param>
    /// <param name="session">Who is signed in; null for nobody.</param>
    /// <param name="transaction">What was done for this request already; null for nothing.</param>
    /// <param name="now">The present time.</param>
    public static bool NeedsSignIn(AuthorizationRequest request, Session? session, Transaction? transaction, DateTimeOffset now)
    {
        if (session is null)
            return true;
        var isFresh = transaction?.SessionId == session.Id;
        return !isFresh && (request.Prompts.HasFlag(Prompts.Login) || now - session.SignedInAt > request.MaxAge);
    }
}
