using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace ApiAuth.Samples.Tests.Clients;

/// <summary>What a person finds in the log: warnings and worse.</summary>
sealed class Warnings : ILoggerProvider, ILogger
{
    private readonly ConcurrentQueue<string> heard = [];

    public IReadOnlyCollection<string> Heard => heard;

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel is >= LogLevel.Warning and < LogLevel.None;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel))
            heard.Enqueue(formatter(state, exception));
    }

    public void Dispose()
    {
    }
}
