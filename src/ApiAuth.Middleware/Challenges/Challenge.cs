namespace ApiAuth.Middleware.Challenges;

/// <summary>What is said to a caller who is refused. A value: who writes it is not decided here.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="WwwAuthenticate">The challenge (RFC 9110 §11.6.1, RFC 6750 §3); null for none.</param>
/// <param name="Title">One sentence for a person, depending on the reason alone.</param>
sealed record Challenge(int Status, string? WwwAuthenticate, string Title);
