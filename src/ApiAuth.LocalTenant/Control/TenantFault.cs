namespace ApiAuth.LocalTenant;

/// <summary>What goes wrong at the tenant, on purpose. First the delay passes, then a hanging request waits; what is answered in the end is the true answer, unless a status or body is set.</summary>
public sealed record TenantFault
{
    /// <summary>The path that it hits, one of <see cref="TenantPaths"/>. Null, the default: every path but those of the control plane and the dashboard.</summary>
    public string? Path { get; init; }

    /// <summary>How many requests it hits; null, the default: every one until it is taken away.</summary>
    public int? Count { get; init; }

    /// <summary>How long the answer is held back. Default 0; range 0 to 1 hour.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>Holds the answer back until the fault is released. Default false.</summary>
    public bool Hangs { get; init; }

    /// <summary>The status of the answer, 200 to 599. Null, the default: 200 where there is a <see cref="Body"/>, else the true answer.</summary>
    public int? Status { get; init; }

    /// <summary>The body of the answer; null, the default, for none where there is a <see cref="Status"/>.</summary>
    public string? Body { get; init; }

    /// <summary>The <c>Content-Type</c> of <see cref="Body"/>. Default <c>application/json</c>.</summary>
    public string ContentType { get; init; } = "application/json";

    /// <summary>Sent as <c>Retry-After</c> in whole seconds; null, the default, for none.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Answers with the first half of the true body, as if it were all: a JWKS that is cut off. Default false.</summary>
    public bool IsTruncated { get; init; }

    internal bool ReplacesAnswer => Status is not null || Body is not null;

    /// <summary>What is wrong with the fault itself; null for nothing.</summary>
    internal string? Problem()
    {
        if (Count is < 1)
            return $"A fault cannot hit {Count} requests. Write a number from 1, or leave it out for every request.";
        if (Delay < TimeSpan.Zero || Delay > TimeSpan.FromHours(1))
            return "A fault can hold an answer back for up to an hour.";
        if (Status is < 200 or > 599)
            return $"A fault cannot answer {Status}. Write a status from 200 to 599.";
        if (IsTruncated && ReplacesAnswer)
            return "A fault either cuts the true answer off or has a status or body of its own.";
        return RetryAfter < TimeSpan.Zero ? "Retry-After cannot be negative." : null;
    }
}
