using ApiAuth.Middleware.Errors;

namespace ApiAuth.Middleware.Challenges;

/// <summary>Reasons into the words of RFC 6750 §3. Headers hold fixed text, the realm and the endpoint's own scopes: nothing of the token.</summary>
sealed class BearerChallenges(string realm)
{
    private readonly string bare = $"Bearer realm=\"{realm}\"";
    private readonly string invalidRequest = $"Bearer realm=\"{realm}\", error=\"invalid_request\", error_description=\"The request must carry exactly one access token, as Authorization: Bearer\"";
    private readonly string invalidToken = $"Bearer realm=\"{realm}\", error=\"invalid_token\", error_description=\"The access token is not valid for this API\"";

    /// <param name="error">Why the request is refused.</param>
    /// <param name="scope">The scopes to name, space-separated; null for none.</param>
    public Challenge For(AuthError error, string? scope = null)
    {
        var status = StatusOf(error);
        return new(status, HeaderOf(error.Reason, status, scope), RefusalTitles.Of(error.Reason));
    }

    private static int StatusOf(AuthError error) => error.Reason switch
    {
        AuthErrorReason.RequestMalformed => 400,
        AuthErrorReason.ScopeMissing or AuthErrorReason.PermissionMissing or AuthErrorReason.PolicyNotMet => 403,
        AuthErrorReason.RefusedByHook => error.Status ?? 403,
        AuthErrorReason.KeysUnavailable => 503,
        _ => 401,
    };

    private string? HeaderOf(AuthErrorReason reason, int status, string? scope) => reason switch
    {
        AuthErrorReason.TokenMissing => bare,
        AuthErrorReason.RequestMalformed => invalidRequest,
        AuthErrorReason.ScopeMissing or AuthErrorReason.PermissionMissing => InsufficientScope(scope),
        AuthErrorReason.PolicyNotMet or AuthErrorReason.KeysUnavailable => null,
        AuthErrorReason.RefusedByHook when status == 403 => null,
        _ => invalidToken,
    };

    private string InsufficientScope(string? scope) =>
        $"{bare}, error=\"insufficient_scope\"{(string.IsNullOrEmpty(scope) ? "" : $", scope=\"{scope}\"")}, error_description=\"The access token does not grant what this request needs\"";
}
