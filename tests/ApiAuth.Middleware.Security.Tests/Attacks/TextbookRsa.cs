using System.Numerics;
using System.Security.Cryptography;
using ApiAuth.Middleware.Testing;

namespace ApiAuth.Middleware.Security.Tests.Attacks;

/// <summary>RSA without padding, so that a test can pad as no signer does (RFC 8017 §5.2).</summary>
sealed class TextbookRsa
{
    private static readonly byte[] Sha256Prefix = Convert.FromHexString("3031300D060960864801650304020105000420");
    private readonly BigInteger p;
    private readonly BigInteger q;
    private readonly BigInteger dp;
    private readonly BigInteger dq;
    private readonly BigInteger inverseQ;

    public TextbookRsa(TestKey key)
    {
        using var rsa = RSA.Create();
        rsa.ImportPkcs8PrivateKey(key.ExportPrivateKey(), out _);
        var parameters = rsa.ExportParameters(includePrivateParameters: true);
        (p, q, dp, dq) = (Number(parameters.P!), Number(parameters.Q!), Number(parameters.DP!), Number(parameters.DQ!));
        (inverseQ, Length) = (Number(parameters.InverseQ!), parameters.Modulus!.Length);
    }

    /// <summary>Of the modulus, in bytes.</summary>
    public int Length { get; }

    /// <summary>The signature whose encoded message is this (RFC 8017 §5.1.2, by the Chinese remainder theorem).</summary>
    public byte[] Sign(byte[] encoded)
    {
        var message = Number(encoded);
        var (one, two) = (BigInteger.ModPow(message, dp, p), BigInteger.ModPow(message, dq, q));
        var quotient = (((one - two) * inverseQ % p) + p) % p;
        var bytes = (two + (q * quotient)).ToByteArray(isUnsigned: true, isBigEndian: true);
        return [.. new byte[Length - bytes.Length], .. bytes];
    }

    /// <summary>EMSA-PKCS1-v1_5 (RFC 8017 §9.2), as it must be.</summary>
    public byte[] Pkcs1(byte[] data) => Padded(DigestInfo(data));

    /// <summary>The right padding around any content.</summary>
    public byte[] Padded(byte[] content, byte blockType = 1, byte filler = 0xFF) =>
        [0, blockType, .. Enumerable.Repeat(filler, Length - 3 - content.Length), 0, .. content];

    public static byte[] DigestInfo(byte[] data) => [.. Sha256Prefix, .. SHA256.HashData(data)];

    /// <summary>EMSA-PSS (RFC 8017 §9.1.1) with a salt of any length, and any hash in the mask.</summary>
    public byte[] Pss(byte[] data, int saltLength, HashAlgorithmName hash, HashAlgorithmName maskHash, byte trailer = 0xBC)
    {
        var salt = RandomNumberGenerator.GetBytes(saltLength);
        var digest = CryptographicOperations.HashData(hash, [.. new byte[8], .. CryptographicOperations.HashData(hash, data), .. salt]);
        byte[] block = [.. new byte[Length - saltLength - digest.Length - 2], 1, .. salt];
        var mask = Mask(digest, block.Length, maskHash);
        for (var i = 0; i < block.Length; i++)
            block[i] ^= mask[i];
        block[0] &= 0x7F;
        return [.. block, .. digest, trailer];
    }

    private static byte[] Mask(byte[] seed, int count, HashAlgorithmName hash)
    {
        var mask = new List<byte>();
        for (byte counter = 0; mask.Count < count; counter++)
            mask.AddRange(CryptographicOperations.HashData(hash, [.. seed, 0, 0, 0, counter]));
        return [.. mask.Take(count)];
    }

    private static BigInteger Number(byte[] bigEndian) => new(bigEndian, isUnsigned: true, isBigEndian: true);
}
