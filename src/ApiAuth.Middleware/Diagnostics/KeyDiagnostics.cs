using System.Collections.Concurrent;
using System.Diagnostics;
using ApiAuth.Middleware.Errors;
using Microsoft.Extensions.Logging;

namespace ApiAuth.Middleware.Diagnostics;

/// <summary>What is told of key fetches: one log line, one count, one span each; and gauges of what is held.</summary>
sealed partial class KeyDiagnostics(ILogger<KeyDiagnostics> logger, ApiAuthMeter meter)
{
    private const int MaxRememberedKeys = 1000;
    private static readonly ActivitySource Activities = new(ApiAuthMeter.Name);
    private readonly ConcurrentDictionary<(string Issuer, string Kid, string Reason), bool> told = new();

    /// <summary>Lets the gauges read what is held.</summary>
    public void Observe(Func<IEnumerable<HeldKeys>> held) => meter.ObserveKeys(held);

    public static Activity? FetchSpan(string issuer)
    {
        try
        {
            return Activities.StartActivity("apiauth.keys.fetch", ActivityKind.Internal, parentContext: default, [new("apiauth.issuer", issuer)]);
        }
        catch (Exception)
        {
            // The application's own listener may throw anything: the fetch goes on without a span, or all who wait for it would wait for ever.
            return null;
        }
    }

    public void FetchEnded(string issuer, Activity? span, int count, (string Outcome, string Message, Exception? Exception)? failure, bool isFirst, TimeSpan took)
    {
        meter.KeysFetched(issuer, failure?.Outcome ?? "success");
        span?.SetTag("apiauth.outcome", failure?.Outcome ?? "success");
        if (failure is null)
        {
            KeysFetched(logger, issuer, count, (long)took.TotalMilliseconds);
            return;
        }
        span?.SetStatus(ActivityStatusCode.Error, failure.Value.Outcome);
        if (isFirst)
            FetchFailedFirst(logger, failure.Value.Exception, issuer, failure.Value.Message);
        else
            FetchFailedAgain(logger, issuer, failure.Value.Message);
    }

    /// <summary>Tells once per key and reason why a published key is passed over.</summary>
    public void KeySkipped(string issuer, string? kid, string reason)
    {
        var shown = Printable.Text(kid ?? "(none)");
        if (told.Count < MaxRememberedKeys && told.TryAdd((issuer, shown, reason), true))
            KeySkipped(logger, issuer, shown, reason);
    }

    [LoggerMessage(201, LogLevel.Information, "Fetched {Count} signing keys of {Issuer} in {Milliseconds} ms.", EventName = "KeysFetched")]
    private static partial void KeysFetched(ILogger logger, string issuer, int count, long milliseconds);

    [LoggerMessage(202, LogLevel.Error, "The signing keys of {Issuer} could not be fetched. {Cause}", EventName = "KeyFetchFailed")]
    private static partial void FetchFailedFirst(ILogger logger, Exception? exception, string issuer, string cause);

    [LoggerMessage(203, LogLevel.Warning, "The signing keys of {Issuer} still cannot be fetched. {Cause}", EventName = "KeyFetchStillFailing")]
    private static partial void FetchFailedAgain(ILogger logger, string issuer, string cause);

    [LoggerMessage(204, LogLevel.Debug, "The key {Kid} of {Issuer} is passed over: {Cause}.", EventName = "KeySkipped")]
    private static partial void KeySkipped(ILogger logger, string issuer, string kid, string cause);
}
