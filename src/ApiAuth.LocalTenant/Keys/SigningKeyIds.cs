namespace ApiAuth.LocalTenant;

/// <summary>The <c>kid</c> of each key that the tenant publishes.</summary>
/// <param name="Current">Signs.</param>
/// <param name="Next">Signs after the next rotation.</param>
/// <param name="Previous">Signed before the last rotation; null when there was none or when the key was revoked.</param>
public sealed record SigningKeyIds(string Current, string Next, string? Previous);
