namespace ApiAuth.Middleware;

/// <summary>How many validated tokens are remembered, so that the next request with the same token costs a hash and a look-up.</summary>
public sealed class TokenCacheOptions
{
    /// <summary>The most tokens that one scheme remembers, a hard bound. Default 10,000, range 0 to 1,000,000; 0 turns the memory off.</summary>
    public int Capacity { get; set; } = 10_000;
}
