using System.Text.Json.Serialization;

namespace ApiAuth.LocalTenant.OAuth;

/// <summary>Everything the OAuth endpoints can refuse, in Auth0's words (RFC 6749 §5.2).</summary>
internal sealed record OAuthError(
    [property: JsonIgnore] int Status,
    string Error,
    string ErrorDescription)
{
    public static OAuthError UnreadableBody { get; } = new(400, "invalid_request", "The request body could not be parsed");

    public static OAuthError BodyTooLarge { get; } = new(413, "invalid_request", "The request body is too large");

    public static OAuthError UnsupportedContentType { get; } =
        new(415, "invalid_request", "The request body must be application/x-www-form-urlencoded or application/json");

    public static OAuthError TwoWaysOfAuthentication { get; } = new(400, "invalid_request", "Only one client authentication method may be used");

    public static OAuthError UnsupportedGrantType { get; } = new(400, "unsupported_grant_type", "Grant type not supported");

    public static OAuthError NoAudience { get; } = new(403, "access_denied", "Non-global clients are not allowed access to APIv1");

    public static OAuthError TooManyRequests { get; } = new(429, "too_many_requests", "Too Many Requests");

    public static OAuthError InvalidClient { get; } = new(401, "invalid_client", "Client authentication failed");

    public static OAuthError MissingParameter(string name) => new(400, "invalid_request", $"Missing required parameter: {name}");

    public static OAuthError InvalidParameter(string name) => new(400, "invalid_request", $"Invalid parameter: {name}");

    public static OAuthError BadClient(DoubtfulAnswers doubtful) =>
        doubtful.BadClient == BadClientAnswer.InvalidClient ? InvalidClient : new(401, "access_denied", "Unauthorized");

    public static OAuthError GrantTypeNotAllowed(string grantType) =>
        new(403, "unauthorized_client", $"Grant type '{grantType}' not allowed for the client.");

    public static OAuthError UnknownAudience(string audience) => new(403, "access_denied", $"Service not enabled within domain: {audience}");

    public static OAuthError ApiNotForClient(Client client, string audience) =>
        new(403, "access_denied", $"Client \"{client.ClientId}\" is not authorized to access resource server \"{audience}\".");

    public static OAuthError NoClientGrant(Client client, string audience, DoubtfulAnswers doubtful)
    {
        const string Advice = "You need to create a \"client-grant\" associated to this API.";
        return new(403, "access_denied", doubtful.MissingClientGrantText == MissingClientGrantText.NamesClient
            ? $"{ApiNotForClient(client, audience).ErrorDescription} {Advice}"
            : $"Client is not authorized to access \"{audience}\". {Advice} See: https://auth0.com/docs/api/v2#!/Client_Grants/post_client_grants");
    }

    public static OAuthError ScopesNotGranted(IEnumerable<string> scopes) =>
        new(403, "access_denied", $"Client has not been granted scopes: {string.Join(", ", scopes)}");

    public static OAuthError BadCode(DoubtfulAnswers doubtful) => new(doubtful.InvalidGrantStatus, "invalid_grant", "Invalid authorization code");

    public static OAuthError BadCodeVerifier(DoubtfulAnswers doubtful) => new(doubtful.InvalidGrantStatus, "invalid_grant", "Failed to verify code verifier");

    public static OAuthError BadRefreshToken(DoubtfulAnswers doubtful) => doubtful.BadRefreshToken == BadRefreshTokenAnswer.InvalidGrant
        ? new(doubtful.InvalidGrantStatus, "invalid_grant", "Unknown or invalid refresh token.")
        : new(403, "access_denied", "Unknown or invalid refresh token.");
}
