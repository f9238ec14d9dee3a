using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace ApiAuth.Middleware.Tokens;

/// <summary>SHA-256 of a whole token: what a remembered token is found by, since the token itself is not kept.</summary>
[StructLayout(LayoutKind.Sequential)]
readonly record struct TokenHash(ulong First, ulong Second, ulong Third, ulong Fourth)
{
    private const int ChunkSize = 1024;

    // One per thread, used from beginning to end without a wait: setting up a hash anew costs a sixth of hashing a token.
    [ThreadStatic]
    private static IncrementalHash? sha256;

    /// <summary>The hash; null for a text that is not ASCII, which no token is.</summary>
    public static TokenHash? Of(ReadOnlySpan<char> token)
    {
        if (!Ascii.IsValid(token))
            return null;
        sha256 ??= IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> chunk = stackalloc byte[ChunkSize];
        for (; !token.IsEmpty; token = token[Math.Min(ChunkSize, token.Length)..])
            sha256.AppendData(chunk[..Encoding.ASCII.GetBytes(token[..Math.Min(ChunkSize, token.Length)], chunk)]);
        sha256.GetHashAndReset(chunk);
        return MemoryMarshal.Read<TokenHash>(chunk);
    }

    // The first word is as good as any: a hash is spread evenly.
    public override int GetHashCode() => (int)First;

    public bool Equals(TokenHash other) => First == other.First && Second == other.Second && Third == other.Third && Fourth == other.Fourth;
}
