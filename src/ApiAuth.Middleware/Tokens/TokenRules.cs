using System.Collections.Frozen;
using ApiAuth.Middleware.Keys;

namespace ApiAuth.Middleware.Tokens;

/// <summary>What one scheme asks of a token; read once from the options, then fixed.</summary>
sealed record TokenRules
{
    /// <summary>The issuers that are trusted, each with its own keys (RFC 8725 §3.8).</summary>
    public required FrozenDictionary<string, IssuerKeys> Issuers { get; init; }

    public required FrozenSet<string> Audiences { get; init; }

    public required FrozenSet<string> Algorithms { get; init; }

    public required TokenProfile Profile { get; init; }

    public required TimeSpan ClockSkew { get; init; }

    public required int MaxLength { get; init; }

    /// <summary>How many names and values the header and the payload may hold each: what long strings cost, many short ones must not exceed by far.</summary>
    public int MaxValues => MaxLength / 16;

    public required string? RoleClaim { get; init; }

    public required TimeProvider TimeProvider { get; init; }
}
