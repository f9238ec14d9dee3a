using System.Text.Json;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace ApiAuth.Middleware.Keys;

/// <summary>Discovery and JWKS of one issuer, read over HTTP (OpenID Connect Discovery §4, RFC 8414 §3, RFC 7517 §5).</summary>
sealed class IssuerDocuments(IssuerSettings settings, Func<HttpClient> client, Action<string?, string> skip)
{
    private readonly BoundedDocument documents = new(client, settings.MaxDocumentSize, settings.TimeProvider);

    public async Task<FetchResult> FetchAsync(CancellationToken timeout)
    {
        var address = settings.JwksUri ?? settings.MetadataAddress!;
        try
        {
            if (settings.JwksUri is null)
            {
                var (jwksUri, failure) = await DiscoverAsync(settings.MetadataAddress!, timeout);
                if (failure is not null)
                    return failure;
                address = jwksUri!;
            }
            return await ReadKeysAsync(address, timeout);
        }
        catch (OperationCanceledException exception) when (timeout.IsCancellationRequested)
        {
            return new FetchFailure("timeout", $"{address} did not answer within {settings.FetchTimeout.TotalSeconds} s (Keys:FetchTimeout).", Exception: exception);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or OperationCanceledException)
        {
            return new FetchFailure("unreachable", $"{address} cannot be reached: {Innermost(exception).Message}", Exception: exception);
        }
        catch (JsonException exception)
        {
            return new FetchFailure("document", $"{address} did not send the JSON that was expected: {exception.Message}", Exception: exception);
        }
    }

    private async Task<(Uri? JwksUri, FetchFailure? Failure)> DiscoverAsync(Uri address, CancellationToken timeout)
    {
        var (bytes, failure) = await documents.GetAsync(address, timeout);
        if (failure is not null)
            return (null, failure);

        var metadata = ReadMetadata(bytes.Span);
        if (metadata.Issuer != settings.Issuer)
            return (null, new("issuer", $"{address} says that its issuer is \"{Errors.Printable.Text(metadata.Issuer ?? "")}\", but \"{settings.Issuer}\" is configured; they must be equal to the letter."));
        if (!Uri.TryCreate(metadata.JwksUri, UriKind.Absolute, out var jwksUri) || !MayFetch(jwksUri))
            return (null, new("document", $"{address} names no jwks_uri that may be used: an https address is needed."));
        return (jwksUri, null);
    }

    private static OpenIdConnectConfiguration ReadMetadata(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return OpenIdConnectConfiguration.Create(System.Text.Encoding.UTF8.GetString(bytes));
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

    private async Task<FetchResult> ReadKeysAsync(Uri address, CancellationToken timeout)
    {
        var (bytes, failure) = await documents.GetAsync(address, timeout);
        if (failure is not null)
            return failure;
        var keys = JwksReader.Read(bytes, skip);
        return keys.Count == 0
            ? new FetchFailure("no_usable_key", $"{address} holds no key that can check an access token.")
            : new FetchResult(keys, null);
    }

    private static Exception Innermost(Exception exception) => exception.InnerException is { } inner ? Innermost(inner) : exception;
}
