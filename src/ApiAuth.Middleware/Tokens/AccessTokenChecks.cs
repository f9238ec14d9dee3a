using System.Globalization;
using System.Text.Json;
using ApiAuth.Middleware.Errors;
using ApiAuth.Middleware.Jws;

namespace ApiAuth.Middleware.Tokens;

/// <summary>Does the token say what it must? The rules that need no key, in the order in which they are asked; the first failure wins.</summary>
static class AccessTokenChecks
{
    private const int MostListed = 10;
    private static readonly TimeSpan FarthestExpiry = TimeSpan.FromDays(3653);

    private static readonly Func<Candidate, AuthError?>[] Checks =
    [
        AlgorithmIsAllowed,       // RFC 8725 §3.1
        TypeIsAccessToken,        // RFC 9068 §4, RFC 8725 §3.11
        NoMarkOfAnIdToken,        // OpenID Connect Core §2, §3.3.2.11
        IssuerIsOurs,             // RFC 8725 §3.8
        AudienceIsOurs,           // RFC 8725 §3.9
        TimesAreNumbers,          // RFC 7519 §2, RFC 9068 §2.2
        ExpiryIsAhead,            // RFC 7519 §4.1.4
        NotBeforeHasPassed,       // RFC 7519 §4.1.5
        IssuedAtHasPassed,        // RFC 7519 §4.1.6
        BeginsBeforeItEnds,       // RFC 7519 §4.1.4, §4.1.5
        SubjectIsNamed,           // RFC 9068 §2.2
        ProfileIsMet,             // RFC 9068 §2.1, §2.2
    ];

    public static AuthError? FirstFailure(Candidate token)
    {
        foreach (var check in Checks)
            if (check(token) is { } error)
                return error;
        return null;
    }

    /// <summary>A token that is bound to a key needs a proof, and nothing here takes one (RFC 9449 §7.2, RFC 8705 §3).</summary>
    public static AuthError? IsNotSenderConstrained(KnownClaims claims) =>
        claims.Members.Has("cnf")
            ? new(AuthErrorReason.SenderConstrained) { Expected = "a bearer token", Found = "a token bound to a key (cnf)" }
            : null;

    private static AuthError? AlgorithmIsAllowed(Candidate token) =>
        token.Header.Algorithm is { } algorithm && token.Rules.Algorithms.Contains(algorithm) ? null : new(AuthErrorReason.AlgorithmNotAllowed)
        {
            Expected = $"alg {List(token.Rules.Algorithms)}",
            Found = token.Header.Algorithm is null ? "no alg" : $"alg {Printable.Quoted(token.Header.Algorithm)}",
        };

    private static AuthError? TypeIsAccessToken(Candidate token)
    {
        if (token.Header.Type is not { } type)
            return null;
        var name = type.ValueKind == JsonValueKind.String ? type.GetString()! : "";
        return IsMediaType(name, "jwt") || IsMediaType(name, "at+jwt") ? null : WrongType(type);
    }

    private static AuthError? NoMarkOfAnIdToken(Candidate token)
    {
        foreach (var mark in (ReadOnlySpan<string>)["nonce", "at_hash", "c_hash", "s_hash"])
            if (token.Claims.Members.Has(mark))
                return new(AuthErrorReason.IdTokenPresented) { Expected = "an access token", Found = $"an ID token (it has {mark})" };
        return null;
    }

    private static AuthError? IssuerIsOurs(Candidate token) =>
        token.Claims.Issuer is { } issuer && token.Rules.Issuers.ContainsKey(issuer)
            ? null
            : new(AuthErrorReason.IssuerUnknown) { Expected = $"iss {List(token.Rules.Issuers.Keys)}", Found = Describe(token, "iss") };

    private static AuthError? AudienceIsOurs(Candidate token) =>
        Array.Exists(token.Claims.Audiences, token.Rules.Audiences.Contains)
            ? null
            : new(AuthErrorReason.AudienceMismatch) { Expected = $"aud {List(token.Rules.Audiences)}", Found = Describe(token, "aud") };

    private static AuthError? TimesAreNumbers(Candidate token)
    {
        if (token.Claims.ExpiresAt is not { } expiry)
            return NoTime(token, "exp") ?? Missing("exp");
        if (token.Claims.NotBefore is null && NoTime(token, "nbf") is { } notBefore)
            return notBefore;
        if (token.Claims.IssuedAt is null && NoTime(token, "iat") is { } issuedAt)
            return issuedAt;
        return expiry - token.Now > FarthestExpiry
            ? Malformed("exp", "seconds since 1970, at most 10 years ahead", token.Claims.Json.GetProperty("exp"))
            : null;
    }

    private static AuthError? ExpiryIsAhead(Candidate token) =>
        token.Claims.ExpiresAt is { } expiry && token.Now >= expiry + token.Rules.ClockSkew
            ? new(AuthErrorReason.TokenExpired) { Expected = $"exp after {Time(token.Now)} ({Skew(token)})", Found = $"exp {Time(expiry)}" }
            : null;

    private static AuthError? NotBeforeHasPassed(Candidate token) => HasPassed(token, "nbf", token.Claims.NotBefore);

    private static AuthError? IssuedAtHasPassed(Candidate token) => HasPassed(token, "iat", token.Claims.IssuedAt);

    // Within the clock skew both ends would pass, each on its own, though there is no moment at which the token is valid.
    private static AuthError? BeginsBeforeItEnds(Candidate token) =>
        token.Claims.NotBefore > token.Claims.ExpiresAt ? Malformed("nbf", "not after exp", token.Claims.Json.GetProperty("nbf")) : null;

    private static AuthError? SubjectIsNamed(Candidate token) => RequireText(token, "sub");

    private static AuthError? ProfileIsMet(Candidate token)
    {
        if (token.Rules.Profile != TokenProfile.Rfc9068)
            return null;
        if (token.Header.Type is not { ValueKind: JsonValueKind.String } type || !IsMediaType(type.GetString()!, "at+jwt"))
            return WrongType(token.Header.Type, "typ \"at+jwt\" (Tokens:Profile is Rfc9068)");
        return RequireText(token, "client_id") ?? RequireText(token, "jti") ?? (token.Claims.IssuedAt is null ? Missing("iat") : null);
    }

    // RFC 7515 §4.1.9: the prefix may be left out, and media types have no case.
    private static bool IsMediaType(string type, string name) =>
        type.Equals(name, StringComparison.OrdinalIgnoreCase) || type.Equals($"application/{name}", StringComparison.OrdinalIgnoreCase);

    private static AuthError? HasPassed(Candidate token, string name, DateTimeOffset? read) =>
        read is { } time && time > token.Now + token.Rules.ClockSkew
            ? new(AuthErrorReason.TokenNotYetValid) { Expected = $"{name} not after {Time(token.Now)} ({Skew(token)})", Found = $"{name} {Time(time)}" }
            : null;

    private static AuthError? RequireText(Candidate token, string name)
    {
        if (!token.Claims.Members.TryGet(name, out var claim))
            return Missing(name);
        return claim.ValueKind == JsonValueKind.String && !claim.ValueEquals("")
            ? null
            : new(AuthErrorReason.ClaimMalformed) { Expected = $"{name}: a text that is not empty", Found = claim.ValueKind == JsonValueKind.String ? "an empty text" : Printable.TypeName(claim) };
    }

    private static AuthError? NoTime(Candidate token, string name) =>
        token.Claims.Members.TryGet(name, out var claim) ? Malformed(name, "seconds since 1970", claim) : null;

    private static AuthError Missing(string name) => new(AuthErrorReason.ClaimMissing) { Expected = $"the claim {name}", Found = "none" };

    private static AuthError Malformed(string name, string expected, JsonElement found) =>
        new(AuthErrorReason.ClaimMalformed) { Expected = $"{name}: {expected}", Found = Printable.Json(found) };

    private static AuthError WrongType(JsonElement? type, string expected = "typ \"JWT\", \"at+jwt\" or none") =>
        new(AuthErrorReason.TypeNotAccessToken) { Expected = expected, Found = type is { } found ? $"typ {Printable.Json(found)}" : "no typ" };

    private static string Describe(Candidate token, string name) => token.Claims.Members.TryGet(name, out var value) ? $"{name} {Printable.Json(value)}" : $"no {name}";

    // A refusal must not cost more for every issuer that is configured.
    private static string List(IReadOnlyCollection<string> values) =>
        string.Join(" or ", values.Take(MostListed).Select(Printable.Quoted)) + (values.Count > MostListed ? $" or {values.Count - MostListed} more" : "");

    private static string Time(DateTimeOffset time) => time.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static string Skew(Candidate token) => $"clock skew {token.Rules.ClockSkew.TotalSeconds.ToString(CultureInfo.InvariantCulture)} s";
}

/// <summary>A token whose claims are looked at, nothing proven, beside the rules and the time.</summary>
readonly record struct Candidate(JwsHeader Header, KnownClaims Claims, TokenRules Rules, DateTimeOffset Now);
