using System.Diagnostics.CodeAnalysis;
using ApiAuth.Middleware.Errors;

namespace ApiAuth.Middleware;

/// <summary>What became of a token: an access token, or one reason why it is refused.</summary>
public readonly struct AccessTokenResult
{
    private readonly AuthError? error;

    internal AccessTokenResult(AccessToken token) => Token = token;

    internal AccessTokenResult(AuthError error) => this.error = error;

    /// <summary>Whether the token passed every check.</summary>
    [MemberNotNullWhen(true, nameof(Token))]
    [MemberNotNullWhen(false, nameof(Reason))]
    public bool IsValid => Token is not null;

    /// <summary>The token; null if it was refused.</summary>
    public AccessToken? Token { get; }

    /// <summary>Why the token was refused; null if it passed.</summary>
    public AuthErrorReason? Reason => IsValid ? null : Error.Reason;

    /// <summary>After how long it makes sense to try again, with <see cref="AuthErrorReason.KeysUnavailable"/>; otherwise null.</summary>
    public TimeSpan? RetryAfter => error?.RetryAfter;

    /// <summary>What was expected and what was found, fit for a log; null if the token passed. Holds no part of the token.</summary>
    public string? Explanation => IsValid ? null : Error.Explanation;

    internal AuthError Error => error ?? new(AuthErrorReason.TokenMissing);

    /// <summary><c>valid</c>, or the code of the reason.</summary>
    public override string ToString() => IsValid ? "valid" : Error.Reason.Code();
}
