using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace ApiAuth.Middleware.Tests.Hosting;

/// <summary>Keeps everything that is logged.</summary>
sealed class LogRecords : ILoggerProvider
{
    private readonly ConcurrentQueue<LogRecord> records = new();

    public IReadOnlyList<LogRecord> All => [.. records];

    /// <summary>What the library itself logged.</summary>
    public IReadOnlyList<LogRecord> Ours => [.. records.Where(record => record.Category.StartsWith("ApiAuth.Middleware", StringComparison.Ordinal))];

    /// <summary>The refusals among them.</summary>
    public IReadOnlyList<LogRecord> Refusals => [.. Ours.Where(record => record.Event.Id is >= 100 and < 200)];

    public ILogger CreateLogger(string categoryName) => new Logger(categoryName, records);

    public void Clear() => records.Clear();

    public void Dispose()
    {
    }

    private sealed class Logger(string category, ConcurrentQueue<LogRecord> records) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            records.Enqueue(new(category, logLevel, eventId, formatter(state, exception), exception));
    }
}

sealed record LogRecord(string Category, LogLevel Level, EventId Event, string Message, Exception? Exception)
{
    public override string ToString() => $"{Level} {Category}[{Event.Id}] {Message} {Exception}";
}
