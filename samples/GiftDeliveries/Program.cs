using GiftDeliveries;
using Microsoft.Extensions.Configuration;
using Spectre.Console;

using var cancel = new CancellationTokenSource();
Console.CancelKeyPress += (_, key) =>
{
    key.Cancel = true;
    cancel.Cancel();
};

var configuration = new ConfigurationBuilder()
    .AddJsonFile(Path.Combine(AppContext.BaseDirectory, "appsettings.json"), optional: true)
    .AddEnvironmentVariables()
    .AddCommandLine(args, Settings.Switches)
    .Build();

// A redirect would carry the client secret to a server that nobody configured.
using var handler = new SocketsHttpHandler { AllowAutoRedirect = false };

// A file or a pipe gets plain text, on CI systems too.
var plain = new AnsiConsoleSettings { Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors, Enrichment = new() { UseDefaultEnrichers = false } };
var console = Console.IsOutputRedirected ? AnsiConsole.Create(plain) : AnsiConsole.Console;

try
{
    return await Delivery.RunAsync(configuration, console, Console.Error, handler, TimeProvider.System, cancel.Token);
}
catch (OperationCanceledException) when (cancel.IsCancellationRequested)
{
    await Console.Error.WriteLineAsync("Cancelled.");
    return 1;
}
