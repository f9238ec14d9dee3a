using System.Text;
using System.Text.Json;
using ApiAuth.Middleware.Errors;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace ApiAuth.Middleware.Keys;

/// <summary>One fetch: discovery and JWKS of one issuer over HTTP (OpenID Connect Discovery §4, RFC 8414 §3, RFC 7517 §5).</summary>
sealed class KeyFetch(IssuerSettings settings, Func<HttpClient> client, Action<string?, string> skip)
{
    private readonly BoundedDocument documents = new(client, settings.MaxDocumentSize, settings.TimeProvider);
    private volatile Uri asked = settings.JwksUri ?? settings.MetadataAddress!;

    /// <summary>The address that is being asked.</summary>
    public Uri Asked => asked;

    /// <exception cref="Exception">What the network, a handler of the application's own or a reader of JSON threw; see <see cref="FetchFailure.Of"/>.</exception>
    public async Task<FetchResult> RunAsync(CancellationToken stopping)
    {
        using var timeout = new CancellationTokenSource(settings.FetchTimeout, settings.TimeProvider);
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, stopping);
        var token = ends.Token;
        try
        {
            // A handler of the application's own may block its thread, or ignore the cancellation: then it is left behind.
            return await Task.Run(() => ReadAsync(token), CancellationToken.None).WaitAsync(token);
        }
        catch (OperationCanceledException exception) when (token.IsCancellationRequested)
        {
            return new FetchFailure("timeout", $"{asked.AbsoluteUri} did not answer within {settings.FetchTimeout.TotalSeconds} s (Keys:FetchTimeout).", Exception: exception);
        }
    }

    private async Task<FetchResult> ReadAsync(CancellationToken cancellationToken)
    {
        if (settings.JwksUri is null)
        {
            var (jwksUri, failure) = await DiscoverAsync(asked, cancellationToken);
            if (jwksUri is null)
                return failure!;
            asked = jwksUri;
        }
        return await ReadKeysAsync(asked, cancellationToken);
    }

    private async Task<(Uri? JwksUri, FetchFailure? Failure)> DiscoverAsync(Uri address, CancellationToken cancellationToken)
    {
        var (bytes, failure) = await documents.GetAsync(address, cancellationToken);
        if (failure is not null)
            return (null, failure);

        var metadata = ReadMetadata(bytes.Span);
        if (metadata.Issuer != settings.Issuer)
            return (null, new("issuer", $"{address.AbsoluteUri} says that its issuer is {Printable.Quoted(metadata.Issuer ?? "")}, but \"{settings.Issuer}\" is configured; they must be equal to the letter."));
        if (!Uri.TryCreate(metadata.JwksUri, UriKind.Absolute, out var jwksUri) || !MayFetch(jwksUri))
            return (null, new("document", $"{address.AbsoluteUri} names the jwks_uri {Printable.Quoted(metadata.JwksUri ?? "")}, which may not be used: an https address is needed."));
        return (jwksUri, null);
    }

    private static OpenIdConnectConfiguration ReadMetadata(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return OpenIdConnectConfiguration.Create(Encoding.UTF8.GetString(bytes));
        }
        catch (ArgumentException exception)
        {
            throw new JsonException("it is no discovery document.", exception);
        }
    }

    // An issuer on loopback, allowed in development alone, may name its keys on loopback; nothing else may leave https.
    private bool MayFetch(Uri jwksUri) =>
        jwksUri.Scheme == Uri.UriSchemeHttps
        || (jwksUri is { Scheme: "http", IsLoopback: true } && settings.MetadataAddress is { Scheme: "http", IsLoopback: true });

    private async Task<FetchResult> ReadKeysAsync(Uri address, CancellationToken cancellationToken)
    {
        var (bytes, failure) = await documents.GetAsync(address, cancellationToken);
        if (failure is not null)
            return failure;
        var passedOver = new PassedOver(skip);
        var keys = JwksReader.Read(bytes, passedOver.Add);
        return keys.Count == 0
            ? new FetchFailure("no_usable_key", $"{address.AbsoluteUri} holds no key that can check an access token ({passedOver}).")
            : new FetchResult(keys, null);
    }
}
