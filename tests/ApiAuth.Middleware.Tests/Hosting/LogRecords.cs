using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace ApiAuth.Middleware.Tests.Hosting;

/// <summary>Keeps everything that is logged.</summary>
sealed class LogRecords : ILoggerProvider
{
    private readonly ConcurrentQueue<LogRecord> records = new();
    private readonly ConcurrentQueue<string> scopes = new();

    public IReadOnlyList<LogRecord> All => [.. records];

    /// <summary>What the library itself logged.</summary>
    public IReadOnlyList<LogRecord> Ours => [.. records.Where(record => record.Category.StartsWith("ApiAuth.Middleware", StringComparison.Ordinal))];

    /// <summary>The refusals among them.</summary>
    public IReadOnlyList<LogRecord> Refusals => [.. Ours.Where(record => record.Event.Id is >= 100 and < 200)];

    /// <summary>The values of every scope that was opened.</summary>
    public IReadOnlyList<string> Scopes => [.. scopes];

    public ILogger CreateLogger(string categoryName) => new Logger(categoryName, records, scopes);

    public void Clear()
    {
        records.Clear();
        scopes.Clear();
    }

    public void Dispose()
    {
    }

    private static string Values(object? state) => state is IEnumerable<KeyValuePair<string, object?>> pairs ? string.Join(' ', pairs) : $"{state}";

    private sealed class Logger(string category, ConcurrentQueue<LogRecord> records, ConcurrentQueue<string> scopes) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
        {
            scopes.Enqueue(Values(state));
            return null;
        }

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            records.Enqueue(new(category, logLevel, eventId, formatter(state, exception), exception) { Values = Values(state) });
    }
}

sealed record LogRecord(string Category, LogLevel Level, EventId Event, string Message, Exception? Exception)
{
    /// <summary>The message's parts, as a structured log keeps them.</summary>
    public string Values { get; init; } = "";

    public override string ToString() => $"{Level} {Category}[{Event.Id}] {Message} {Exception}";
}
