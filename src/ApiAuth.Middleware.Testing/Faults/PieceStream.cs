namespace ApiAuth.Middleware.Testing.Faults;

/// <summary>A body that arrives in pieces, some of them late or never. Read asynchronously only; a read that is cancelled ends it.</summary>
internal sealed class PieceStream : Stream
{
    private readonly CancellationTokenSource closed = new();
    private readonly IAsyncEnumerator<ReadOnlyMemory<byte>> pieces;
    private readonly Action<int> sent;
    private ReadOnlyMemory<byte> rest;

    internal PieceStream(IAsyncEnumerable<ReadOnlyMemory<byte>> pieces, Action<int> sent)
    {
        this.pieces = pieces.GetAsyncEnumerator(closed.Token);
        this.sent = sent;
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (rest.IsEmpty)
        {
            if (!await pieces.MoveNextAsync().AsTask().WaitAsync(cancellationToken))
                return 0;
            rest = pieces.Current;
        }

        var length = Math.Min(buffer.Length, rest.Length);
        rest[..length].CopyTo(buffer);
        rest = rest[length..];
        sent(length);
        return length;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Read it asynchronously.");

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            closed.Cancel();
        base.Dispose(disposing);
    }
}
