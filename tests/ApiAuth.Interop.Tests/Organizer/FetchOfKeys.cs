using Microsoft.Extensions.Logging;

namespace ApiAuth.Interop.Tests.Organizer;

/// <summary>Hears from the API's log that it fetched its issuer's keys.</summary>
sealed class FetchOfKeys : ILoggerProvider, ILogger
{
    private readonly TaskCompletionSource<string> ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int toCome;

    /// <param name="ordinal">1: the one at the start.</param>
    public FetchOfKeys(int ordinal) => toCome = ordinal;

    /// <summary>Completes with what the log says when the fetch has ended.</summary>
    public Task<string> Ended => ended.Task;

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (eventId.Name?.StartsWith("Keys", StringComparison.Ordinal) == true && Interlocked.Decrement(ref toCome) == 0)
            ended.SetResult(formatter(state, exception));
    }

    public void Dispose()
    {
    }
}
