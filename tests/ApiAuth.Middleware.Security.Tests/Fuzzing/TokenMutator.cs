using System.Buffers.Text;
using System.Text;
using ApiAuth.Middleware.Security.Tests.Attacks;
using ApiAuth.Middleware.Testing;

namespace ApiAuth.Middleware.Security.Tests.Fuzzing;

/// <summary>Tokens that nobody issued: damaged after they were signed, as an attacker does, or before, as a faulty issuer does.</summary>
sealed class TokenMutator(string[] issued, TestKey issuersKey)
{
    /// <param name="random">The generator of this mutation.</param>
    /// <param name="isSigned">Whether the issuer's key signed what came out: then it may pass, if it says what it must.</param>
    public string Next(Random random, out bool isSigned)
    {
        isSigned = random.Next(3) == 0;
        var token = isSigned ? Signed(random) : Forged(random);
        for (var more = random.Next(4); more == 0 && !isSigned; more = random.Next(4))
            token = TextMutations.Mutate(token, random);
        return token;
    }

    private string Any(Random random) => issued[random.Next(issued.Length)];

    private string Forged(Random random) => random.Next(6) switch
    {
        0 => Shape(Any(random), random),
        1 => Splice(random),
        2 => OtherPart(Any(random), random, JsonMutations.Mutate),
        3 => OtherPart(Any(random), random, (json, generator) => JsonMutations.Mutate(JsonMutations.Mutate(json, generator), generator)),
        4 => OtherSignature(Any(random), random),
        _ => TextMutations.Mutate(Any(random), random),
    };

    private static string Shape(string token, Random random)
    {
        var parts = token.Split('.').ToList();
        switch (random.Next(8))
        {
            case 0: parts.RemoveAt(random.Next(parts.Count)); break;
            case 1: parts.Insert(random.Next(parts.Count + 1), parts[random.Next(parts.Count)]); break;
            case 2: parts.Reverse(); break;
            case 3: parts[random.Next(parts.Count)] = ""; break;
            case 4: parts.AddRange(Enumerable.Repeat("", 1 << random.Next(14))); break;
            case 5: return string.Join("..", parts);
            case 6: return string.Join(random.Next(2) == 0 ? "," : "\uFF0E", parts);
            default: parts[random.Next(parts.Count)] += "===="[..random.Next(1, 4)]; break;
        }
        return string.Join('.', parts);
    }

    private string Splice(Random random) => $"{Any(random).Split('.')[0]}.{Any(random).Split('.')[1]}.{Any(random).Split('.')[2]}";

    private static string OtherPart(string token, Random random, Func<string, Random, string> mutate)
    {
        var parts = token.Split('.');
        var part = random.Next(2);
        parts[part] = Encoded(mutate(Forge.Decode(parts[part]), random), random);
        return string.Join('.', parts);
    }

    private static string OtherSignature(string token, Random random)
    {
        var bytes = Base64Url.DecodeFromChars(token.Split('.')[2]);
        var edited = random.Next(6) switch
        {
            0 => new byte[bytes.Length],
            1 => [.. bytes.Reverse()],
            2 => bytes[..random.Next(bytes.Length)],
            3 => [.. bytes, (byte)random.Next(256)],
            4 => [.. new byte[random.Next(1, 4)], .. bytes],
            _ => Flipped(bytes, random),
        };
        return $"{token[..token.LastIndexOf('.')]}.{Base64Url.EncodeToString(edited)}";
    }

    private static byte[] Flipped(byte[] bytes, Random random)
    {
        bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
        return bytes;
    }

    private string Signed(Random random)
    {
        var right = issued[^1];
        var (header, payload) = (Forge.HeaderOf(right), Forge.PayloadOf(right));
        for (var rounds = random.Next(1, 3); rounds > 0; rounds--)
        {
            if (random.Next(3) == 0)
                header = JsonMutations.Mutate(header, random);
            else
                payload = JsonMutations.Mutate(payload, random);
        }
        var signed = $"{Encoded(header, random)}.{Encoded(payload, random)}";
        if (random.Next(10) == 0)
            signed = TextMutations.Mutate(signed, random);
        return Forge.SignedText(issuersKey, signed);
    }

    // Now and then in another encoding, which RFC 7515 does not allow.
    private static string Encoded(string json, Random random)
    {
        var bytes = random.Next(40) switch
        {
            0 => Encoding.Unicode.GetBytes(json),
            1 => Encoding.Latin1.GetBytes(json),
            2 => [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(json)],
            3 => [.. Encoding.UTF8.GetBytes(json), (byte)random.Next(256)],
            _ => Encoding.UTF8.GetBytes(json),
        };
        return random.Next(40) == 0 ? Convert.ToBase64String(bytes) : Base64Url.EncodeToString(bytes);
    }
}
