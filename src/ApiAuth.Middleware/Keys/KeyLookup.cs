namespace ApiAuth.Middleware.Keys;

/// <summary>The answer to "who may have signed this token?": candidates, nobody, or not known at the moment.</summary>
readonly struct KeyLookup
{
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);

    private KeyLookup(SigningKey[] candidates, TimeSpan? retryAfter) => (Candidates, RetryAfter) = (candidates, retryAfter);

    /// <summary>The keys to try; empty if none is there or they cannot be had.</summary>
    public SigningKey[] Candidates { get; }

    /// <summary>Set if the keys cannot be had now; after this it makes sense to ask again.</summary>
    public TimeSpan? RetryAfter { get; }

    public static KeyLookup Unknown { get; } = new([], null);

    public static KeyLookup Of(SigningKey[] candidates) => new(candidates, null);

    public static KeyLookup Unavailable(TimeSpan retryAfter) => new([], retryAfter < Shortest ? Shortest : retryAfter);
}
