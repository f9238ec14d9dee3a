using System.Text.Json;

namespace ApiAuth.Middleware.Tokens;

/// <summary>The claims that the rules look at and the API is shown, read once (RFC 7519 §4.1). A claim is null, or empty, if it is absent or not of its type.</summary>
sealed class RegisteredClaims(JsonElement json)
{
    /// <summary>Every claim.</summary>
    public JsonElement Json => json;

    public string? Issuer { get; } = json.Text("iss");

    public string? Subject { get; } = json.Text("sub");

    public string[] Audiences { get; } = json.Texts("aud");

    public DateTimeOffset? ExpiresAt { get; } = NumericDate.Read(json, "exp");

    public DateTimeOffset? NotBefore { get; } = NumericDate.Read(json, "nbf");

    public DateTimeOffset? IssuedAt { get; } = NumericDate.Read(json, "iat");
}
