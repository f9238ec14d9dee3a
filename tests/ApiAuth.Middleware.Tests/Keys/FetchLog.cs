using Microsoft.Extensions.Logging;

namespace ApiAuth.Middleware.Tests.Keys;

/// <summary>Hears from the log that a fetch of keys has ended; by then its outcome is in force.</summary>
sealed class FetchLog : ILoggerProvider, ILogger
{
    private const int Succeeded = 201;
    private const int FailedFirst = 202;
    private const int FailedAgain = 203;

    private readonly Signal ended = new();
    private volatile string? lastFailure;
    private int successes;

    public int Count => ended.Count;

    public int Successes => Volatile.Read(ref successes);

    public int Failures => Count - Successes;

    /// <summary>What the last fetch failed with; null if it succeeded.</summary>
    public string? LastFailure => lastFailure;

    /// <summary>Completes when so many fetches have ended since the start.</summary>
    public Task WhenEndedAsync(int count) => ended.WhenAsync(count);

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (eventId.Id is not (Succeeded or FailedFirst or FailedAgain))
            return;
        lastFailure = eventId.Id == Succeeded ? null : formatter(state, exception);
        if (eventId.Id == Succeeded)
            Interlocked.Increment(ref successes);
        ended.Raise();
    }

    public void Dispose()
    {
    }
}
