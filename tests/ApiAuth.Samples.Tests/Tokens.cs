using ApiAuth.Middleware.Testing;

namespace ApiAuth.Samples.Tests;

/// <summary>The tokens of the acceptance matrix, by the name of the client or of what is wrong with them.</summary>
static class Tokens
{
    static readonly Dictionary<string, TestAccessToken> Refused = new()
    {
        ["malformed"] = TestAccessToken.Valid with { RawToken = "not.a.token" },
        ["expired"] = TestAccessToken.Expired,
        ["wrong issuer"] = TestAccessToken.WrongIssuer,
        ["wrong audience"] = TestAccessToken.WrongAudience,
        ["unknown key"] = TestAccessToken.UnknownKey,
        ["wrong key"] = TestAccessToken.ForgedSignature,
        ["alg none"] = TestAccessToken.AlgNone,
        ["HS256 with the public key"] = TestAccessToken.HmacForged,
        ["ID token"] = TestAccessToken.IdToken,
    };

    public static IEnumerable<string> RefusedNames => Refused.Keys;

    /// <summary>A token that is wrong in one way, and right in all others: it holds every scope.</summary>
    public static TestAccessToken Named(string name, string scopes) => Refused[name] with { Scope = scopes };

    public static TestAccessToken User(string subject, string? scope) => TestAccessToken.Valid with { Subject = subject, Scope = scope };

    public static TestAccessToken Machine(string client, string? scope) => TestAccessToken.ClientCredentials with { ClientId = client, Scope = scope };
}
