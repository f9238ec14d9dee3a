using System.Text.Json.Serialization;

namespace GiftDeliveries.Tokens;

/// <summary>What the token endpoint says, RFC 6749 sections 5.1 and 5.2.</summary>
sealed record TokenAnswer(
    [property: JsonPropertyName("access_token")] string? AccessToken,
    [property: JsonPropertyName("token_type")] string? TokenType,
    [property: JsonPropertyName("expires_in")] double? ExpiresIn,
    [property: JsonPropertyName("error")] string? Error,
    [property: JsonPropertyName("error_description")] string? ErrorDescription);
