namespace ApiAuth.LocalTenant.Keys;

/// <summary>When a key signed, and whether it was revoked; outlives the private key.</summary>
/// <param name="Kid">The key.</param>
/// <param name="Certificate">Its certificate, DER in base64.</param>
/// <param name="CurrentSince">When it began to sign.</param>
/// <param name="CurrentUntil">When it stopped; null while it signs.</param>
/// <param name="RevokedAt">When it was revoked; null if it was not.</param>
internal sealed record KeyTenure(string Kid, string Certificate, DateTimeOffset CurrentSince, DateTimeOffset? CurrentUntil = null, DateTimeOffset? RevokedAt = null)
{
    public static KeyTenure Of(SigningKey key, DateTimeOffset since) => new(key.Kid, Convert.ToBase64String(key.Certificate), since);
}
