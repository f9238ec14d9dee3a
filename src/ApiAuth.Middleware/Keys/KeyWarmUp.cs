using Microsoft.Extensions.Hosting;

namespace ApiAuth.Middleware.Keys;

/// <summary>Fetches the keys of every issuer while the host starts; with <see cref="KeyStartup.Required"/> the start waits for them.</summary>
sealed class KeyWarmUp(IEnumerable<IssuerKeys> issuers) : IHostedLifecycleService
{
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        var fetches = issuers.Select(keys => (keys.Settings, Fetch: keys.WarmUpAsync(cancellationToken))).ToArray();
        var failures = new List<string>();
        foreach (var (settings, fetch) in fetches.Where(warmUp => warmUp.Settings.Startup == KeyStartup.Required))
            if (await fetch is { } failure)
                failures.Add($"The signing keys of {settings.Issuer} are required at start (Keys:Startup) but could not be fetched: {failure.Message}");
        if (failures.Count > 0)
            throw new InvalidOperationException(string.Join(' ', failures));
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
