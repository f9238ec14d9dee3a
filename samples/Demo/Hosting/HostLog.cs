using ApiAuth.Middleware;
using Microsoft.Extensions.Logging;
using Spectre.Console;

namespace Demo.Hosting;

/// <summary>
/// What the servers log, on standard error, each line with the name of its server. While the matrix runs only real trouble is shown: a refusal is
/// what the matrix asks for. Afterwards the samples and the library tell all, as they would in an API's own log.
/// </summary>
sealed class HostLog(IAnsiConsole console, TimeProvider time)
{
    private static readonly string[] Ours = ["ApiAuth.", "Organizer.", "WorldMappers."];
    private volatile bool tellsAll;

    public void TellAll() => tellsAll = true;

    public ILoggerProvider Of(string server) => new Provider(this, server);

    private bool Shows(string category, LogLevel level, EventId eventId) => level switch
    {
        _ when IsToldByException(eventId) => false,
        >= LogLevel.Warning => tellsAll || !IsExpectedRefusal(eventId),
        LogLevel.Information => tellsAll && Ours.Any(prefix => category.StartsWith(prefix, StringComparison.Ordinal)),
        _ => false,
    };

    // The event of a refusal bears the name of its reason.
    private static bool IsExpectedRefusal(EventId eventId) =>
        Enum.TryParse<AuthErrorReason>(eventId.Name, out var reason) && reason != AuthErrorReason.KeysUnavailable;

    // The host logs what it throws when it cannot start.
    private static bool IsToldByException(EventId eventId) => eventId.Name == "HostedServiceStartupFaulted";

    private void Write(string server, LogLevel level, string message, Exception? exception)
    {
        var color = level switch
        {
            >= LogLevel.Error => Color.Red,
            LogLevel.Warning => Color.Yellow,
            _ => Color.Grey,
        };
        console.Write(new Text($"{time.GetLocalNow():HH:mm:ss} {server}: {message}\n", new Style(color)));
        if (exception is not null)
            console.Write(new Text($"{exception}\n", new Style(color)));
    }

    private sealed class Provider(HostLog log, string server) : ILoggerProvider
    {
        public ILogger CreateLogger(string categoryName) => new Logger(log, server, categoryName);

        public void Dispose()
        {
        }
    }

    private sealed class Logger(HostLog log, string server, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel is >= LogLevel.Information and < LogLevel.None;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (log.Shows(category, logLevel, eventId))
                log.Write(server, logLevel, formatter(state, exception), exception);
        }
    }
}
