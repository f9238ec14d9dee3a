using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace ApiAuth.Middleware.Tests.Keys;

/// <summary>Hears from the log that a fetch of keys has ended; by then its outcome is in force.</summary>
sealed class FetchLog : ILoggerProvider
{
    private const int Succeeded = 201;
    private const int FailedFirst = 202;
    private const int FailedAgain = 203;

    private readonly Lock gate = new();
    private readonly List<(int Count, TaskCompletionSource Reached)> waiting = [];
    private readonly ConcurrentQueue<(int Event, string Message)> ended = new();

    public int Count => ended.Count;

    public int Failures => ended.Count(fetch => fetch.Event != Succeeded);

    /// <summary>What the last fetch failed with; null if it succeeded.</summary>
    public string? LastFailure => ended.LastOrDefault() is { Event: not Succeeded, Message: var message } ? message : null;

    /// <summary>Completes when so many fetches have ended since the start.</summary>
    public Task WhenEndedAsync(int count)
    {
        lock (gate)
        {
            if (ended.Count >= count)
                return Task.CompletedTask;
            var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            waiting.Add((count, reached));
            return reached.Task.WaitAsync(TestContext.Current.CancellationToken);
        }
    }

    public ILogger CreateLogger(string categoryName) => new Logger(this);

    public void Dispose()
    {
    }

    private void Add(int id, string message)
    {
        lock (gate)
        {
            ended.Enqueue((id, message));
            foreach (var (_, reached) in waiting.Where(waiter => waiter.Count <= ended.Count))
                reached.TrySetResult();
        }
    }

    private sealed class Logger(FetchLog log) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (eventId.Id is Succeeded or FailedFirst or FailedAgain)
                log.Add(eventId.Id, formatter(state, exception));
        }
    }
}
