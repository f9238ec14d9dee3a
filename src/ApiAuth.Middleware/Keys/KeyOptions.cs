namespace ApiAuth.Middleware;

/// <summary>How the signing keys of an issuer are fetched, kept and renewed.</summary>
public sealed class KeyOptions
{
    /// <summary>
    /// The text of a JWK Set (RFC 7517 §5) with public keys, for tests and for hosts that reach no issuer: nothing is fetched then, and the keys stay as they are.
    /// Instead of <see cref="ApiAuthOptions.JwksUri"/> and discovery, and for one issuer only. Default null. A text without a usable key stops the start.
    /// </summary>
    public string? Jwks { get; set; }

    /// <summary>Whether a start waits for the keys. Default <see cref="KeyStartup.Background"/>.</summary>
    public KeyStartup Startup { get; set; } = KeyStartup.Background;

    /// <summary>
    /// After this the key set is fetched again; a key that the issuer withdrew is refused no later, while fetches succeed.
    /// Default 15 minutes, range 1 minute to 24 hours.
    /// </summary>
    public TimeSpan KeyLifetime { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>
    /// The share of <see cref="KeyLifetime"/> after which the set is renewed in the background, never on a request's thread.
    /// Default 0.8, range 0.5 to 1.
    /// </summary>
    public double RefreshAhead { get; set; } = 0.8;

    /// <summary>
    /// How long after <see cref="KeyLifetime"/> the keys go on serving while fetches fail; after that every request is answered 503,
    /// remembered tokens included. Default 24 hours, range 0 to 7 days.
    /// </summary>
    public TimeSpan MaxStale { get; set; } = TimeSpan.FromHours(24);

    /// <summary>How many fetches tokens with an unknown <c>kid</c> may cause at once. Default 2, range 1 to 10.</summary>
    public int UnknownKidBurst { get; set; } = 2;

    /// <summary>After how long one more such fetch is allowed. Default 30 seconds, range 5 seconds to 10 minutes.</summary>
    public TimeSpan UnknownKidInterval { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The time for discovery and JWKS together. Default 5 seconds, range 1 to 60 seconds.</summary>
    public TimeSpan FetchTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>The largest document that is read, in bytes. Default 262,144 (256 KiB), range 16,384 to 4,194,304 (16 KiB to 4 MiB).</summary>
    public int MaxDocumentSize { get; set; } = 256 * 1024;
}

/// <summary>Whether a start waits for the signing keys.</summary>
public enum KeyStartup
{
    /// <summary>The keys are fetched while the host starts; a request that comes first waits for that fetch.</summary>
    Background,

    /// <summary>The host starts only with keys; otherwise the start fails with one message.</summary>
    Required,
}
