using System.Numerics;
using System.Security.Cryptography;
using ApiAuth.Middleware.Security.Tests.Attacks;
using ApiAuth.Middleware.Testing;
using ApiAuth.Middleware.Tests.Hosting;

namespace ApiAuth.Middleware.Security.Tests.Algorithms;

/// <summary>Signatures that a lax verifier takes. Each family is generated: the test vectors that are known by number are not part of this repository.</summary>
public class SignatureForgeryTests
{
    private static readonly (string Algorithm, int Length, string Order)[] Curves =
    [
        ("ES256", 32, "0FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551"),
        ("ES384", 48, "0FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFC7634D81F4372DDF581A0DB248B0A77AECEC196ACCC52973"),
        ("ES512", 66, "01FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFA51868783BF2F966B7FCC0148F709A5D03BB5C9B8899C47AEBB6FB71E91386409"),
    ];

    [Fact, Trait("Row", "A6")]
    public async Task An_elliptic_curve_signature_of_zeros_or_of_the_order_or_in_another_encoding_is_refused()
    {
        foreach (var (algorithm, length, order) in Curves)
        {
            await using var api = await Apis.SignedByAsync(algorithm);
            await api.AcceptsAsync(TestAccessToken.Valid);

            foreach (var (label, edit) in EllipticForgeries(length, BigInteger.Parse(order, System.Globalization.NumberStyles.HexNumber)))
                await api.RefusesAsync(AuthErrorReason.SignatureInvalid, TestAccessToken.Valid with { RawSignature = RawSegment.EditBytes(edit) }, $"{algorithm} {label}");
        }
    }

    private static IEnumerable<(string Label, Func<byte[], byte[]> Edit)> EllipticForgeries(int length, BigInteger order)
    {
        BigInteger[] edges = [0, 1, 2, order - 1, order, order + 1, (BigInteger.One << (length * 8)) - 1];
        foreach (var r in edges)
            foreach (var s in edges)
                if (Fits(r, length) && Fits(s, length))
                    yield return ($"r={r} s={s}", _ => [.. Bytes(r, length), .. Bytes(s, length)]);
        foreach (var edge in edges.Where(edge => Fits(edge, length)))
        {
            yield return ($"r={edge}", bytes => [.. Bytes(edge, length), .. bytes[length..]]);
            yield return ($"s={edge}", bytes => [.. bytes[..length], .. Bytes(edge, length)]);
        }
        yield return ("r and s swapped", bytes => [.. bytes[length..], .. bytes[..length]]);
        yield return ("DER", Der);
        yield return ("DER, padded to the length", bytes => [.. Der(bytes), .. new byte[length * 2]]);
        yield return ("r and s one byte longer each", bytes => [0, .. bytes[..length], 0, .. bytes[length..]]);
    }

    private static bool Fits(BigInteger number, int length) => number.GetByteCount(isUnsigned: true) <= length;

    private static byte[] Bytes(BigInteger number, int length)
    {
        var bytes = number.ToByteArray(isUnsigned: true, isBigEndian: true);
        return [.. new byte[length - bytes.Length], .. bytes];
    }

    private static byte[] Der(byte[] signature)
    {
        var writer = new System.Formats.Asn1.AsnWriter(System.Formats.Asn1.AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteInteger(new BigInteger(signature.AsSpan(0, signature.Length / 2), isUnsigned: true, isBigEndian: true));
            writer.WriteInteger(new BigInteger(signature.AsSpan(signature.Length / 2), isUnsigned: true, isBigEndian: true));
        }
        return writer.Encode();
    }

    [Fact, Trait("Row", "A10")]
    public async Task An_RSA_signature_whose_padding_is_not_exactly_that_of_PKCS1_is_refused()
    {
        await using var api = await TestApi.StartAsync();
        var rsa = new TextbookRsa(api.Issuer.CurrentKey);
        var token = api.Issuer.Issue();
        await api.AcceptsAsync(Forge.Resigned(token, input => rsa.Sign(rsa.Pkcs1(input))), "the right padding");

        foreach (var (label, pad) in Pkcs1Forgeries(rsa))
            await api.RefusesAsync(AuthErrorReason.SignatureInvalid, Forge.Resigned(token, input => rsa.Sign(pad(input))), label);
    }

    private static IEnumerable<(string Label, Func<byte[], byte[]> Pad)> Pkcs1Forgeries(TextbookRsa rsa)
    {
        yield return ("block type 2", input => rsa.Padded(TextbookRsa.DigestInfo(input), blockType: 2));
        yield return ("block type 0", input => rsa.Padded(TextbookRsa.DigestInfo(input), blockType: 0));
        yield return ("padding of zeros", input => rsa.Padded(TextbookRsa.DigestInfo(input), filler: 0));
        yield return ("padding of FE", input => rsa.Padded(TextbookRsa.DigestInfo(input), filler: 0xFE));
        yield return ("no algorithm, the hash alone", input => rsa.Padded(SHA256.HashData(input)));
        yield return ("no NULL parameters", input => rsa.Padded([.. Convert.FromHexString("302F300B0609608648016503040201"), 4, 32, .. SHA256.HashData(input)]));
        yield return ("an OCTET STRING of parameters", input => rsa.Padded([.. Convert.FromHexString("3031300D060960864801650304020104000420"), .. SHA256.HashData(input)]));
        yield return ("the name of SHA-512", input => rsa.Padded([.. Convert.FromHexString("3031300D060960864801650304020305000420"), .. SHA256.HashData(input)]));
        yield return ("a whole signature of SHA-512", input => rsa.Padded([.. Convert.FromHexString("3051300D060960864801650304020305000440"), .. SHA512.HashData(input)]));
        yield return ("a whole signature of SHA-1", input => rsa.Padded([.. Convert.FromHexString("3021300906052B0E03021A05000414"), .. Convert.FromHexString(SHA1Of(input))]));
        yield return ("a long form of a length", input => rsa.Padded([.. Convert.FromHexString("308131300D060960864801650304020105000420"), .. SHA256.HashData(input)]));
        yield return ("an indefinite length", input => rsa.Padded([.. Convert.FromHexString("3080300D060960864801650304020105000420"), .. SHA256.HashData(input), 0, 0]));
        yield return ("garbage behind the hash", input => [0, 1, .. Enumerable.Repeat((byte)0xFF, 8), 0, .. TextbookRsa.DigestInfo(input), .. Enumerable.Repeat((byte)0x5A, rsa.Length - 62)]);
        yield return ("garbage in the parameters", input => GarbageInParameters(rsa, SHA256.HashData(input)));
        yield return ("seven bytes of padding", input => [.. new byte[rsa.Length - 61], 1, .. Enumerable.Repeat((byte)0xFF, 7), 0, .. TextbookRsa.DigestInfo(input), 0]);
        yield return ("no zero before the hash", input => [0, 1, .. Enumerable.Repeat((byte)0xFF, rsa.Length - 53), .. TextbookRsa.DigestInfo(input)]);
        yield return ("two zeros before the hash", input => [0, 1, .. Enumerable.Repeat((byte)0xFF, rsa.Length - 55), 0, 0, .. TextbookRsa.DigestInfo(input)]);
        yield return ("PSS", input => rsa.Pss(input, 32, HashAlgorithmName.SHA256, HashAlgorithmName.SHA256));
        for (var index = 0; index < rsa.Length; index += 13)
        {
            var flipped = index;
            yield return ($"byte {index} of the padded message flipped", input => Flip(rsa.Pkcs1(input), flipped));
        }
    }

#pragma warning disable CA5350 // A forger may use what is broken.
    private static string SHA1Of(byte[] input) => Convert.ToHexString(SHA1.HashData(input));
#pragma warning restore CA5350

    // Bytes of the forger's choice inside the AlgorithmIdentifier: what made e=3 keys forgeable.
    private static byte[] GarbageInParameters(TextbookRsa rsa, byte[] hash)
    {
        byte[] garbage = [.. Enumerable.Repeat((byte)0x5A, 100)];
        byte[] algorithm = [.. Convert.FromHexString("0609608648016503040201"), 0x04, 100, .. garbage];
        byte[] content = [0x30, 0x81, (byte)algorithm.Length, .. algorithm, 4, 32, .. hash];
        return rsa.Padded([0x30, 0x81, (byte)content.Length, .. content]);
    }

    private static byte[] Flip(byte[] bytes, int index)
    {
        bytes[index] ^= 0x01;
        return bytes;
    }

    [Fact, Trait("Row", "A11")]
    public async Task A_PSS_signature_has_a_salt_of_the_length_of_its_hash_and_one_hash_throughout()
    {
        foreach (var (algorithm, hash, length) in ((string, HashAlgorithmName, int)[])[("PS256", HashAlgorithmName.SHA256, 32), ("PS384", HashAlgorithmName.SHA384, 48), ("PS512", HashAlgorithmName.SHA512, 64)])
        {
            await using var api = await Apis.SignedByAsync(algorithm);
            var rsa = new TextbookRsa(api.Issuer.CurrentKey);
            var token = api.Issuer.Issue();
            await api.AcceptsAsync(Forge.Resigned(token, input => rsa.Sign(rsa.Pss(input, length, hash, hash))), $"{algorithm} as it must be");

            foreach (var salt in (int[])[0, 1, 20, length - 1, length + 1, 256 - length - 2])
                await api.RefusesAsync(AuthErrorReason.SignatureInvalid, Forge.Resigned(token, input => rsa.Sign(rsa.Pss(input, salt, hash, hash))), $"{algorithm} salt {salt}");
            await api.RefusesAsync(AuthErrorReason.SignatureInvalid, Forge.Resigned(token, input => rsa.Sign(rsa.Pss(input, length, hash, HashAlgorithmName.SHA1))), $"{algorithm} mask of SHA-1");
            await api.RefusesAsync(AuthErrorReason.SignatureInvalid, Forge.Resigned(token, input => rsa.Sign(rsa.Pss(input, length, hash, hash, trailer: 0xCC))), $"{algorithm} another trailer");
            await api.RefusesAsync(AuthErrorReason.SignatureInvalid, Forge.Resigned(token, input => api.Issuer.CurrentKey.Sign("RS" + algorithm[2..], input)), $"{algorithm} PKCS#1");
        }
    }
}
