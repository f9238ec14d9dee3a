namespace ApiAuth.Middleware.Testing;

public sealed partial record TestAccessToken
{
    private const string OpaqueText = "kQ3vJx0m7dXyPz2LrT9bWc5HnUe8aGfs";

    /// <summary>A user's token that the API accepts: in the issuer's dialect (Auth0's unless the app asks for RFC 9068), signed by its current key, for its audience, valid for an hour.</summary>
    public static TestAccessToken Valid { get; } = new();

    /// <summary>A user's token in the dialect of RFC 9068 that the API accepts.</summary>
    public static TestAccessToken Rfc9068 { get; } = new() { Profile = TestTokenProfile.Rfc9068 };

    /// <summary>A token of a client without a user that the API accepts: <c>sub</c> is <c>{client}@clients</c>, <c>gty</c> is <c>client-credentials</c>.</summary>
    public static TestAccessToken ClientCredentials { get; } = new() { GrantType = "client-credentials", Scope = null };

    /// <summary>Issued two hours ago, expired an hour ago.</summary>
    public static TestAccessToken Expired { get; } = new() { Age = TimeSpan.FromHours(2) };

    /// <summary>Issued now, valid in ten minutes.</summary>
    public static TestAccessToken NotYetValid { get; } = new() { Delay = TimeSpan.FromMinutes(10) };

    /// <summary>Made for another API.</summary>
    public static TestAccessToken WrongAudience { get; } = new() { Audience = "https://another-api.test/" };

    /// <summary>Says that another issuer made it; signed by this one.</summary>
    public static TestAccessToken WrongIssuer { get; } = new() { Issuer = "https://another-issuer.test/" };

    /// <summary>Signed by a key that the issuer never published, under a <c>kid</c> of its own.</summary>
    public static TestAccessToken UnknownKey { get; } = new() { IsForged = true, KeyId = "unknown-key" };

    /// <summary>Signed by a key that the issuer never published, under the <c>kid</c> of the current one.</summary>
    public static TestAccessToken ForgedSignature { get; } = new() { IsForged = true };

    /// <summary>HS256 with the issuer's public key as the secret (RFC 8725 §2.1).</summary>
    public static TestAccessToken HmacForged { get; } = new() { Algorithm = "HS256" };

    /// <summary>Algorithm <c>none</c> and an empty signature (RFC 7518 §3.6).</summary>
    public static TestAccessToken AlgNone { get; } = new() { Algorithm = "none" };

    /// <summary>A short text without dots, as Auth0 issues it when no audience was asked for.</summary>
    public static TestAccessToken Opaque { get; } = new() { RawToken = OpaqueText };

    /// <summary>A good token inside a JWE of five parts, for a key that nobody has.</summary>
    public static TestAccessToken Encrypted => new() { EncryptFor = TestKey.Rsa() with { KeyId = "encryption-key" } };

    /// <summary>An ID token (OpenID Connect Core §2): its audience is the client, it has a <c>nonce</c>, <c>at_hash</c> and <c>auth_time</c>, no <c>scope</c> and no <c>azp</c>.</summary>
    public static TestAccessToken IdToken { get; } = new TestAccessToken { Audience = "test-client", ClientId = null, Scope = null }
        .WithClaim("nonce", "n-0S6_WzA2Mj")
        .WithClaim("at_hash", "77QmUPtjPfzWtF2AnpK9RQ")
        .WithClaim("auth_time", 1_767_225_600)
        .WithClaim("name", "Test User")
        .WithClaim("email", "test-user@example.test");
}
