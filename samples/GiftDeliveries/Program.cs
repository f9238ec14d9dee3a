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

try
{
    return await Delivery.RunAsync(configuration, AnsiConsole.Console, handler, TimeProvider.System, cancel.Token);
}
catch (OperationCanceledException) when (cancel.IsCancellationRequested)
{
    AnsiConsole.WriteLine("Cancelled.");
    return 1;
}
