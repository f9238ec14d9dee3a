using ApiAuth.Middleware.Errors;

namespace ApiAuth.Middleware.Keys;

/// <summary>The keys of one document that cannot be used, for the sentence that says so when no other is left.</summary>
sealed class PassedOver(Action<string?, string>? skip = null)
{
    private const int MaxShown = 5;
    private readonly List<string> shown = [];
    private int count;

    public void Add(string? kid, string reason)
    {
        skip?.Invoke(kid, reason);
        if (count++ < MaxShown)
            shown.Add($"{(kid is null ? "one without kid" : Printable.Quoted(kid))}: {reason}");
    }

    /// <summary>The first few with their reasons; <c>it is empty</c> if there were none.</summary>
    public override string ToString() =>
        count == 0 ? "it is empty" : string.Join("; ", shown) + (count > MaxShown ? $"; and {count - MaxShown} more" : "");
}
