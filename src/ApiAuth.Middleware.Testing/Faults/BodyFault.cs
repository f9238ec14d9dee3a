using System.Runtime.CompilerServices;

namespace ApiAuth.Middleware.Testing.Faults;

/// <summary>200, and a body that does not arrive as one expects.</summary>
internal sealed class BodyFault(Func<Exchange, IAsyncEnumerable<ReadOnlyMemory<byte>>> send) : IssuerFault
{
    private static readonly byte[] Padding = [.. Enumerable.Repeat((byte)' ', 16 * 1024)];

    internal static BodyFault Lost() => new(SendHalfAsync);

    internal static BodyFault Stalled() => new(exchange => SendHalvesAsync(exchange));

    internal static BodyFault Padded(long bytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(bytes);
        return new(exchange => SendPaddedAsync(exchange, bytes));
    }

    internal static BodyFault Dripping(TimeSpan interval, int bytes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bytes, 1);
        return new(exchange => DripAsync(exchange, interval, bytes));
    }

    internal override Task<HttpResponseMessage> AnswerAsync(Exchange exchange, CancellationToken cancellationToken) => Task.FromResult(exchange.Answer(send(exchange)));

    private static async IAsyncEnumerable<ReadOnlyMemory<byte>> SendHalfAsync(Exchange exchange)
    {
        var document = exchange.Bytes();
        yield return document.AsMemory(0, document.Length / 2);
        await Task.CompletedTask;
        throw new HttpIOException(HttpRequestError.ResponseEnded, "The test issuer dropped the connection.");
    }

    private static async IAsyncEnumerable<ReadOnlyMemory<byte>> SendHalvesAsync(Exchange exchange, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var document = exchange.Bytes();
        var half = document.Length / 2;
        yield return document.AsMemory(0, half);
        await exchange.Repaired.WaitAsync(cancellationToken);
        yield return document.AsMemory(half);
    }

    private static async IAsyncEnumerable<ReadOnlyMemory<byte>> SendPaddedAsync(Exchange exchange, long bytes)
    {
        for (var left = bytes; left > 0; left -= Padding.Length)
            yield return Padding.AsMemory(0, (int)Math.Min(left, Padding.Length));
        await Task.CompletedTask;
        yield return exchange.Bytes();
    }

    private static async IAsyncEnumerable<ReadOnlyMemory<byte>> DripAsync(
        Exchange exchange, TimeSpan interval, int bytes, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        foreach (var piece in exchange.Bytes().Chunk(bytes))
        {
            await Task.Delay(interval, exchange.Time, cancellationToken);
            yield return piece;
        }
    }
}
