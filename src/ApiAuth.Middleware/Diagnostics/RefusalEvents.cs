using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace ApiAuth.Middleware.Diagnostics;

/// <summary>How loud a refusal is: what smells of misconfiguration warns, once per reason and minute; the rest informs.</summary>
sealed class RefusalEvents(TimeProvider timeProvider)
{
    private const int FirstEventId = 100;
    private static readonly EventId[] Ids = [.. Enum.GetValues<AuthErrorReason>().Select(reason => new EventId(FirstEventId + (int)reason, reason.ToString()))];
    private readonly ConcurrentDictionary<AuthErrorReason, long> warnedIn = new();

    /// <summary>100 for the first reason, and so on in the order of the vocabulary.</summary>
    public static EventId IdOf(AuthErrorReason reason) => Ids[(int)reason];

    public LogLevel LevelOf(AuthErrorReason reason) => SmellsOfMisconfiguration(reason) && IsFirstInThisMinute(reason) ? LogLevel.Warning : LogLevel.Information;

    private static bool SmellsOfMisconfiguration(AuthErrorReason reason) => reason is
        AuthErrorReason.IssuerUnknown or AuthErrorReason.AudienceMismatch or AuthErrorReason.AlgorithmNotAllowed or
        AuthErrorReason.TypeNotAccessToken or AuthErrorReason.IdTokenPresented or AuthErrorReason.TokenOpaque or AuthErrorReason.TokenEncrypted;

    private bool IsFirstInThisMinute(AuthErrorReason reason)
    {
        var minute = timeProvider.GetUtcNow().ToUnixTimeSeconds() / 60;
        var warned = warnedIn.GetOrAdd(reason, -1);
        return warned != minute && warnedIn.TryUpdate(reason, minute, warned);
    }
}
