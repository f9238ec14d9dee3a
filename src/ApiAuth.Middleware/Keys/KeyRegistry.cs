using System.Collections.Concurrent;
using System.Text;
using ApiAuth.Middleware.Diagnostics;
using Microsoft.Extensions.Options;

namespace ApiAuth.Middleware.Keys;

/// <summary>One <see cref="IssuerKeys"/> per issuer and host, however many schemes trust the issuer.</summary>
sealed class KeyRegistry : IApiAuthKeys, IDisposable
{
    /// <summary>The name of the one <see cref="HttpClient"/> that every outbound call uses.</summary>
    public const string HttpClientName = "ApiAuth.Middleware";

    private readonly ConcurrentDictionary<string, IssuerKeys> issuers = new(StringComparer.Ordinal);
    private readonly IHttpClientFactory clients;
    private readonly KeyDiagnostics diagnostics;

    public KeyRegistry(IHttpClientFactory clients, KeyDiagnostics diagnostics)
    {
        this.clients = clients;
        this.diagnostics = diagnostics;
        diagnostics.Observe(() => from keys in issuers.Values let state = keys.State select new HeldKeys(keys.Settings.Alias, state.KeyCount, state.Age));
    }

    public IReadOnlyList<IssuerKeyState> Issuers => [.. issuers.Values.Select(keys => keys.State)];

    /// <summary>The keys of an issuer.</summary>
    /// <exception cref="OptionsValidationException">Another scheme names the issuer with other settings.</exception>
    public IssuerKeys For(IssuerSettings settings)
    {
        var keys = issuers.GetOrAdd(settings.Issuer, _ => Create(settings));
        return keys.Settings == settings ? keys : throw new OptionsValidationException(settings.Issuer, typeof(KeyOptions),
            [$"Two schemes name the issuer {settings.Issuer} with different settings for its keys (Keys, MetadataAddress, JwksUri, BackchannelHttpHandler, TimeProvider). One issuer has one set of keys: make them equal."]);
    }

    public async ValueTask RefreshAsync(CancellationToken cancellationToken = default)
    {
        var failures = await Task.WhenAll(issuers.Values.Select(keys => keys.RefreshAsync(cancellationToken)));
        var messages = failures.OfType<FetchFailure>().Select(failure => failure.Message).ToArray();
        if (messages.Length > 0)
            throw new InvalidOperationException($"Signing keys could not be fetched: {string.Join(' ', messages)}");
    }

    public void Dispose()
    {
        foreach (var keys in issuers.Values)
            keys.Dispose();
    }

    private IssuerKeys Create(IssuerSettings settings) => settings.Jwks is { } jwks
        ? new FixedKeys(settings, new(JwksReader.Read(Encoding.UTF8.GetBytes(jwks), (kid, reason) => diagnostics.KeySkipped(settings.Alias, kid, reason))))
        : new FetchedKeys(settings, () => Connect(settings), diagnostics);

    // The timeout is the fetch's own, over all its documents.
    private HttpClient Connect(IssuerSettings settings)
    {
        var client = settings.BackchannelHttpHandler is { } handler ? new HttpClient(handler, disposeHandler: false) : clients.CreateClient(HttpClientName);
        client.Timeout = Timeout.InfiniteTimeSpan;
        return client;
    }
}
