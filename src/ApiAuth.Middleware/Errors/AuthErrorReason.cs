namespace ApiAuth.Middleware;

/// <summary>
/// Why a request was refused: the closed vocabulary of logs, metrics, tests and the <c>code</c> of a problem body
/// (<see cref="TokenExpired"/> is <c>token_expired</c>). The wire speaks the words of RFC 6750 §3.1 instead.
/// </summary>
/// <remarks>
/// The members stand in the order in which a request is examined: a later reason means that the token came further. Their numbers are those of the log
/// events, less 100, and stay what they are.
/// </remarks>
public enum AuthErrorReason
{
    /// <summary>No access token was sent, or credentials of another scheme. 401 (RFC 6750 §3).</summary>
    TokenMissing = 0,

    /// <summary>The credentials are repeated, empty, or not one token. 400 <c>invalid_request</c> (RFC 6750 §2, §3.1).</summary>
    RequestMalformed = 1,

    /// <summary>The token is longer than <c>Tokens.MaxLength</c>, or holds more names and values than a sixteenth of it.</summary>
    TokenTooLong = 2,

    /// <summary>The token is not a compact JWS of two strict JSON objects (RFC 7515 §5.2, RFC 7519 §7.2).</summary>
    TokenMalformed = 3,

    /// <summary>The token is opaque: the client asked for it without naming this API as its audience.</summary>
    TokenOpaque = 4,

    /// <summary>The token is encrypted (five parts, RFC 7516), which this API cannot read.</summary>
    TokenEncrypted = 5,

    /// <summary>The token's <c>alg</c> is not on the list <c>Tokens.Algorithms</c> (RFC 8725 §3.1).</summary>
    AlgorithmNotAllowed = 6,

    /// <summary>The token's <c>typ</c> is not that of an access token (RFC 9068 §4, RFC 8725 §3.11).</summary>
    TypeNotAccessToken = 7,

    /// <summary>The token is an ID token (OpenID Connect Core §2), which is meant for a client and not for an API.</summary>
    IdTokenPresented = 8,

    /// <summary>The token's <c>iss</c> is none of the configured issuers (RFC 8725 §3.8).</summary>
    IssuerUnknown = 9,

    /// <summary>The token's <c>aud</c> names none of the configured audiences (RFC 8725 §3.9).</summary>
    AudienceMismatch = 10,

    /// <summary>A claim that must be there is not (RFC 9068 §2.2).</summary>
    ClaimMissing = 11,

    /// <summary>A claim has a type or a value that it must not have (RFC 7519 §4.1).</summary>
    ClaimMalformed = 12,

    /// <summary>The token's <c>exp</c> has passed (RFC 7519 §4.1.4).</summary>
    TokenExpired = 13,

    /// <summary>The token's <c>nbf</c> or <c>iat</c> lies ahead (RFC 7519 §4.1.5, §4.1.6).</summary>
    TokenNotYetValid = 14,

    /// <summary>The issuer has no fitting key with the token's <c>kid</c> (RFC 7515 §4.1.4).</summary>
    KeyUnknown = 15,

    /// <summary>The signature is not the issuer's (RFC 7515 §5.2).</summary>
    SignatureInvalid = 16,

    /// <summary>The token is bound to a key (<c>cnf</c>, RFC 7800) and came without proof that the caller holds it (RFC 9449 §7.2, RFC 8705 §3).</summary>
    SenderConstrained = 17,

    /// <summary>A hook says that the token was revoked.</summary>
    TokenRevoked = 18,

    /// <summary>A hook refused the token for a reason of its own.</summary>
    RefusedByHook = 19,

    /// <summary>The token lacks a scope. 403 <c>insufficient_scope</c> (RFC 6750 §3.1).</summary>
    ScopeMissing = 20,

    /// <summary>The token lacks a permission. 403 <c>insufficient_scope</c>.</summary>
    PermissionMissing = 21,

    /// <summary>The caller lacks a role, or another requirement of the application is not met. 403.</summary>
    PolicyNotMet = 22,

    /// <summary>The issuer's keys cannot be had at the moment. 503, never a 401: the token may be good.</summary>
    KeysUnavailable = 23,
}
