using Microsoft.Extensions.Hosting;

namespace ApiAuth.Middleware.Keys;

/// <summary>Fetches the keys of every issuer while the host starts; with <see cref="KeyStartup.Required"/> the start waits for them.</summary>
sealed class KeyWarmUp(IEnumerable<IssuerKeys> issuers) : IHostedLifecycleService
{
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        var all = issuers.ToArray();
        foreach (var keys in all)
            keys.WarmUp();
        foreach (var keys in all.Where(keys => keys.Settings.Startup == KeyStartup.Required))
            await RequireAsync(keys, cancellationToken);
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static async Task RequireAsync(IssuerKeys keys, CancellationToken cancellationToken)
    {
        if (await keys.LoadedAsync(cancellationToken) is { } failure)
            throw new InvalidOperationException($"The signing keys of {keys.Settings.Issuer} are required at start (Keys:Startup) but could not be fetched: {failure.Message}", failure.Exception);
    }
}
