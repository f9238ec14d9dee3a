using Microsoft.Extensions.Logging;
using Spectre.Console;

namespace ApiAuth.LocalTenant.Tool.Serve;

/// <summary>Lists the requests as they come, one a line: time, method, path, status, error, client.</summary>
internal sealed class RequestLines(Terminal terminal) : ILoggerProvider, ILogger
{
    private readonly Lock writing = new();

    public ILogger CreateLogger(string categoryName) => this;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (eventId.Name == "RequestAnswered" && state is IReadOnlyList<KeyValuePair<string, object?>> values)
            Write(values.ToDictionary(value => value.Key, value => value.Value?.ToString() ?? ""));
    }

    public void Dispose()
    {
    }

    private void Write(Dictionary<string, string> request)
    {
        var ok = request["Status"][0] is '2' or '3';
        lock (writing)
        {
            terminal.Output.Write(new Text($"{TimeProvider.System.GetLocalNow():HH:mm:ss}  ", new Style(Color.Grey)));
            terminal.Output.Write(new Text(request["Status"], new Style(ok ? Color.Green : Color.Yellow)));
            terminal.WriteUnbroken($"  {request["Method"],-6} {request["Path"]}{Named(request["Error"])}{Named(request["ClientId"])}");
        }
    }

    private static string Named(string value) => value == "none" ? "" : $"  {value}";
}
