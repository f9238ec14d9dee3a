using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using ApiAuth.Middleware.Errors;

namespace ApiAuth.Middleware.Keys;

/// <summary>One GET whose answer is read up to a limit, counted after decompression; anything but 200 is a failure, a redirect included.</summary>
sealed class BoundedDocument(Func<HttpClient> connect, int maxSize, TimeProvider timeProvider)
{
    public async Task<(ReadOnlyMemory<byte> Bytes, FetchFailure? Failure)> GetAsync(Uri address, CancellationToken cancellationToken)
    {
        using var client = connect();
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Accept.Add(new("application/json"));
        request.Headers.Accept.Add(new("application/jwk-set+json"));
        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        if (response.StatusCode != HttpStatusCode.OK)
            return (default, StatusFailure(address, response));
        if (response.Content.Headers.ContentEncoding is { Count: > 0 } encoding)
            return (default, StillEncoded(address, encoding));
        if (response.Content.Headers.ContentLength > maxSize)
            return (default, TooLarge(address));

        var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        await using var _ = stream;
        var bytes = await ReadAsync(stream, cancellationToken);
        return bytes is null ? (default, TooLarge(address)) : (WithoutByteOrderMark(bytes), null);
    }

    private async Task<byte[]?> ReadAsync(Stream stream, CancellationToken cancellationToken)
    {
        var buffer = new byte[Math.Min(16 * 1024, maxSize + 1)];
        var length = 0;
        while (true)
        {
            var read = await stream.ReadAsync(buffer.AsMemory(length), cancellationToken);
            if (read == 0)
                return buffer[..length];
            length += read;
            if (length > maxSize)
                return null;
            if (length == buffer.Length)
                Array.Resize(ref buffer, Math.Min(buffer.Length * 2, maxSize + 1));
        }
    }

    private static ReadOnlyMemory<byte> WithoutByteOrderMark(byte[] bytes) =>
        bytes is [0xEF, 0xBB, 0xBF, ..] ? bytes.AsMemory(3) : bytes;

    private FetchFailure StatusFailure(Uri address, HttpResponseMessage response)
    {
        var status = (int)response.StatusCode;
        var cause = status switch
        {
            >= 300 and < 400 => "redirects are not followed: configure the address that answers itself",
            400 or 404 => "the domain or issuer is probably misspelt, or the tenant does not exist",
            401 or 403 => "the address asks for credentials: it is not a public metadata address, or a proxy stands in between",
            429 => "the issuer limits the rate of requests",
            >= 500 => "the issuer has a problem of its own",
            _ => "only 200 is understood",
        };
        return new("status", $"{address.AbsoluteUri} answered {status.ToString(CultureInfo.InvariantCulture)}; {cause}.", RetryAfter(response.Headers.RetryAfter));
    }

    private TimeSpan? RetryAfter(RetryConditionHeaderValue? value) =>
        value?.Delta ?? (value?.Date is { } date ? date - timeProvider.GetUtcNow() : null);

    private static FetchFailure StillEncoded(Uri address, IEnumerable<string> encoding) =>
        new("document", $"{address.AbsoluteUri} answered in {Printable.Quoted(string.Join(", ", encoding))}, which was not asked for; set AutomaticDecompression in the handler of your own.");

    private FetchFailure TooLarge(Uri address) =>
        new("document", $"{address.AbsoluteUri} sent more than {maxSize} bytes (Keys:MaxDocumentSize); it is probably not the address of a key set.");
}
