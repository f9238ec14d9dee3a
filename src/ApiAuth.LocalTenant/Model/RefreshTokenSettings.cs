namespace ApiAuth.LocalTenant;

/// <summary>The refresh tokens of one client (RFC 9700 §4.14).</summary>
public sealed record RefreshTokenSettings
{
    /// <summary>Default <see cref="RefreshTokenRotation.NonRotating"/>.</summary>
    public RefreshTokenRotation Rotation { get; init; } = RefreshTokenRotation.NonRotating;

    /// <summary>
    /// How long after its exchange a rotating token may be used again, for clients that lost the answer. Default 0; range 0 to 10 minutes.
    /// Later reuse revokes every token that descends from the same sign-in.
    /// </summary>
    public TimeSpan Leeway { get; init; }

    /// <summary>Life from sign-in on, rotation included; null for no end. Default null; at least 1 second.</summary>
    public TimeSpan? Lifetime { get; init; }

    /// <summary>Life from the last exchange on; null for no end. Default null; at least 1 second.</summary>
    public TimeSpan? IdleLifetime { get; init; }
}

/// <summary>What becomes of a refresh token that was exchanged.</summary>
public enum RefreshTokenRotation
{
    /// <summary><c>non-rotating</c>: it stays good.</summary>
    NonRotating,

    /// <summary><c>rotating</c>: a new one takes its place.</summary>
    Rotating,
}
