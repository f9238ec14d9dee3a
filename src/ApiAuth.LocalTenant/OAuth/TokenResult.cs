using ApiAuth.LocalTenant.Tokens;

namespace ApiAuth.LocalTenant.OAuth;

/// <summary>Tokens or the reason why there are none.</summary>
internal sealed class TokenResult
{
    private TokenResult(IssuedToken? token, OAuthError? error) => (Token, Error) = (token, error);

    public IssuedToken? Token { get; }

    public OAuthError? Error { get; }

    public static implicit operator TokenResult(IssuedToken token) => new(token, null);

    public static implicit operator TokenResult(OAuthError error) => new(null, error);
}

/// <summary>The body of a successful answer (RFC 6749 §5.1).</summary>
internal sealed record TokenResponse(string AccessToken, string? RefreshToken, string? IdToken, string? Scope, long ExpiresIn, string TokenType)
{
    public static TokenResponse For(IssuedToken token) => new(
        token.AccessToken,
        token.RefreshToken,
        token.IdToken,
        ScopeString.Write(token.Scope),
        (long)token.Lifetime.TotalSeconds,
        "Bearer");

    public override string ToString() => nameof(TokenResponse);
}
