using System.Buffers;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace ApiAuth.Middleware.Tokens;

/// <summary>SHA-256 of a whole token: what a remembered token is found by, since the token itself is not kept.</summary>
[StructLayout(LayoutKind.Sequential)]
readonly record struct TokenHash(ulong First, ulong Second, ulong Third, ulong Fourth)
{
    private const int OnStack = 2048;

    /// <summary>False for a text that is not ASCII, which no token is.</summary>
    public static bool TryCompute(ReadOnlySpan<char> token, out TokenHash hash)
    {
        var rented = token.Length > OnStack ? ArrayPool<byte>.Shared.Rent(token.Length) : null;
        Span<byte> ascii = rented ?? stackalloc byte[OnStack];
        var isAscii = Ascii.FromUtf16(token, ascii, out var length) == OperationStatus.Done;
        hash = isAscii ? Compute(ascii[..length]) : default;
        if (rented is not null)
            ArrayPool<byte>.Shared.Return(rented, clearArray: true);
        return isAscii;
    }

    // The first word is as good as any: a hash is spread evenly.
    public override int GetHashCode() => (int)First;

    public bool Equals(TokenHash other) => First == other.First && Second == other.Second && Third == other.Third && Fourth == other.Fourth;

    private static TokenHash Compute(ReadOnlySpan<byte> ascii)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(ascii, digest);
        return MemoryMarshal.Read<TokenHash>(digest);
    }
}
