namespace ApiAuth.LocalTenant.Keys;

/// <summary>The keys at one moment: the one that signs, the one that comes next, and the one before until it is revoked.</summary>
internal sealed record SigningKeySet(SigningKey Current, SigningKey Next, SigningKey? Previous)
{
    public SigningKeyIds Ids => new(Current.Kid, Next.Kid, Previous?.Kid);

    /// <summary>Null where no published key has this <c>kid</c>.</summary>
    public SigningKey? Find(string? kid) => new[] { Current, Next, Previous }.FirstOrDefault(key => key?.Kid == kid);

    public SigningKeySet Rotate(SigningKey fresh) => new(Current: Next, Next: fresh, Previous: Current);

    public SigningKeySet Revoke(string kid) => kid == Previous?.Kid
        ? this with { Previous = null }
        : throw new LocalTenantException($"Only the previous key can be revoked, and \"{kid}\" is not it. Rotate first.");

    public PublishedKeySet Publish(bool withAlgorithm) =>
        new([.. new[] { Current, Next, Previous }.OfType<SigningKey>().Select(key => key.Publish(withAlgorithm))]);
}
