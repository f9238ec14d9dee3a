namespace ApiAuth.LocalTenant.Keys;

/// <summary>The keys at one moment: the one that signs, the one that comes next, and the one before until it is revoked.</summary>
internal sealed record SigningKeySet(SigningKey Current, SigningKey Next, SigningKey? Previous)
{
    /// <summary>When the current key, the one before and the revoked ones signed; oldest first.</summary>
    public IReadOnlyList<KeyTenure> Tenures { get; init; } = [];

    public SigningKeyIds Ids => new(Current.Kid, Next.Kid, Previous?.Kid);

    public IEnumerable<SigningKey> Published => new[] { Current, Next, Previous }.OfType<SigningKey>();

    /// <summary>Null where no published key has this <c>kid</c>.</summary>
    public SigningKey? Find(string? kid) => Published.FirstOrDefault(key => key.Kid == kid);

    public static SigningKeySet Create(Func<SigningKey> create, DateTimeOffset now)
    {
        var current = create();
        return new(current, create(), Previous: null) { Tenures = [KeyTenure.Of(current, now)] };
    }

    public SigningKeySet Rotate(SigningKey fresh, DateTimeOffset now) => new(Current: Next, Next: fresh, Previous: Current)
    {
        // A key that stopped signing two rotations ago leaves without having been revoked.
        Tenures =
        [
            .. Tenures.Where(tenure => tenure.RevokedAt is not null),
            .. Tenures.Where(tenure => tenure.Kid == Current.Kid).Select(tenure => tenure with { CurrentUntil = now }),
            KeyTenure.Of(Next, now),
        ],
    };

    /// <summary>Without the previous key; null when <paramref name="kid"/> is not it.</summary>
    public SigningKeySet? Revoke(string kid, DateTimeOffset now) => kid != Previous?.Kid ? null : this with
    {
        Previous = null,
        Tenures = [.. Tenures.Select(tenure => tenure.Kid == kid ? tenure with { RevokedAt = now } : tenure)],
    };

    public PublishedKeySet Publish(bool withAlgorithm) => new([.. Published.Select(key => key.Publish(withAlgorithm))]);
}
