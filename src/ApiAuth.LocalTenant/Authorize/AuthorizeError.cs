using ApiAuth.LocalTenant.OAuth;

namespace ApiAuth.LocalTenant.Authorize;

/// <summary>What the authorization endpoint can refuse (RFC 6749 §4.1.2.1, OpenID Connect Core 1.0 §3.1.2.6). The status counts where it is shown on a page.</summary>
internal static class AuthorizeError
{
    public static OAuthError LoginRequired { get; } = new(400, "login_required", "Login required");

    public static OAuthError ConsentRequired { get; } = new(400, "consent_required", "Consent required");

    public static OAuthError InteractionRequired { get; } = new(400, "interaction_required", "Interaction required");

    public static OAuthError Declined { get; } = new(403, "access_denied", "User did not authorize the request");

    public static OAuthError ForgedForm { get; } = new(400, "invalid_request", "The form is too old or did not come from this page. Start again from the application.");

    public static OAuthError UnknownTransaction { get; } =
        new(400, "invalid_request", "This sign-in is over, or it was started in another browser. Start again from the application.");

    public static OAuthError TooManyAttempts { get; } = new(403, "too_many_attempts", "Too many wrong passwords. Start again from the application.");

    public static OAuthError PkceRequired { get; } = new(400, "invalid_request", "Parameter 'code_challenge' is required (PKCE, RFC 7636)");

    public static OAuthError PlainChallenge { get; } = new(400, "invalid_request", "Parameter 'code_challenge_method' must be 'S256'");

    public static OAuthError BadChallenge { get; } = new(400, "invalid_request", "Parameter 'code_challenge' must be 43 characters of base64url");

    public static OAuthError QueryForTokens { get; } = new(400, "invalid_request", "Response mode 'query' cannot carry tokens");

    public static OAuthError UnsupportedResponseType { get; } = new(400, "unsupported_response_type", "Response type not supported");

    public static OAuthError UnknownClient(string clientId) => new(400, "invalid_request", $"Unknown client: {clientId}");

    public static OAuthError CallbackMismatch(string redirectUri, DoubtfulAnswers doubtful) =>
        new(doubtful.CallbackMismatchStatus, "unauthorized_client", $"Callback URL mismatch. {redirectUri} is not in the list of allowed callback URLs");

    public static OAuthError ForeignWebOrigin(string origin) =>
        new(403, "unauthorized_client", $"Origin mismatch. {origin} is not in the list of allowed web origins");

    public static OAuthError UnknownAudience(string audience) => new(400, "access_denied", $"Service not found: {audience}");

    public static OAuthError ParameterNotAllowed(string name) => new(400, "invalid_request", $"Parameter '{name}' is not allowed for third-party applications");

    public static OAuthError NoClientGrant(Client client, OAuthError refusal, DoubtfulAnswers doubtful)
    {
        var unauthorized = doubtful.MissingClientGrant switch
        {
            MissingClientGrantAnswer.InvalidRequest => false,
            MissingClientGrantAnswer.UnauthorizedClient => true,
            _ => client.IsStrictThirdParty,
        };
        return refusal with { Error = unauthorized ? "unauthorized_client" : "invalid_request" };
    }
}
