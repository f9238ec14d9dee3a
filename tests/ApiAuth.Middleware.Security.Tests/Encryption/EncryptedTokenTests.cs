using System.Buffers.Text;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using ApiAuth.Middleware.Security.Tests.Attacks;
using ApiAuth.Middleware.Testing;
using ApiAuth.Middleware.Tests.Hosting;

namespace ApiAuth.Middleware.Security.Tests.Encryption;

/// <summary>Encrypted tokens are not read: every token of five parts is refused before anything is decoded, derived, decrypted or inflated (RFC 7516).</summary>
public class EncryptedTokenTests
{
    [Fact, Trait("Row", "G1")]
    public async Task A_compressed_token_is_never_inflated()
    {
        await using var api = await TestApi.StartAsync();
        await api.AcceptsAsync(TestAccessToken.Valid);

        var bomb = Jwe("""{"alg":"RSA-OAEP-256","enc":"A256GCM","zip":"DEF"}""", Deflated(5_000_000));
        await api.RefusesAsync(AuthErrorReason.TokenEncrypted, bomb);
        Assert.InRange(await api.AllocatedByRefusalAsync(bomb), 0, 16_384);
        await api.RefusesAsync(AuthErrorReason.TokenTooLong, Jwe("""{"alg":"dir","enc":"A256GCM","zip":"DEF"}""", Deflated(30_000_000)));
        await api.RefusesAsync(AuthErrorReason.TokenMalformed, TestAccessToken.Valid.WithHeader("zip", "DEF") with { RawPayload = Deflated(5_000_000) });
    }

    [Fact, Trait("Row", "G2")]
    public async Task A_password_is_never_stretched()
    {
        await using var api = await TestApi.StartAsync();
        await api.AcceptsAsync(TestAccessToken.Valid);

        var stretching = Jwe("""{"alg":"PBES2-HS512+A256KW","enc":"A256CBC-HS512","p2s":"AAAAAAAAAAAAAAAAAAAAAA","p2c":2147483647}""", [1]);
        await api.RefusesAsync(AuthErrorReason.TokenEncrypted, stretching);
        Assert.InRange(await api.TimeOfRefusalAsync(stretching), TimeSpan.Zero, TimeSpan.FromMilliseconds(5));
    }

    [Fact, Trait("Row", "G3")]
    public async Task A_token_that_anybody_could_encrypt_proves_nothing()
    {
        await using var api = await TestApi.StartAsync();
        await api.AcceptsAsync(TestAccessToken.Valid);

        var recipient = api.Issuer.CurrentKey;
        await api.RefusesAsync(AuthErrorReason.TokenEncrypted, TestAccessToken.Valid with { EncryptFor = recipient }, "a good token inside");
        await api.RefusesAsync(AuthErrorReason.TokenEncrypted, TestAccessToken.AlgNone with { EncryptFor = recipient }, "an unsigned token inside");
        await api.RefusesAsync(AuthErrorReason.TokenEncrypted, TestAccessToken.ForgedSignature with { EncryptFor = recipient }, "a forged token inside");
        await api.RefusesAsync(AuthErrorReason.TokenEncrypted, Jwe("""{"alg":"RSA-OAEP-256","enc":"A256GCM"}""", Encoding.UTF8.GetBytes(Forge.PayloadOf(api.Issuer.Issue()))), "claims inside");
    }

    [Fact, Trait("Row", "G4"), Trait("Row", "G5"), Trait("Row", "A9")]
    public async Task No_key_of_the_token_is_agreed_on_nor_a_padding_or_a_tag_tried()
    {
        await using var api = await TestApi.StartAsync();
        await api.AcceptsAsync(TestAccessToken.Valid);

        await api.RefusesAsync(AuthErrorReason.TokenEncrypted, Jwe("""{"alg":"ECDH-ES","enc":"A128GCM","epk":{"kty":"EC","crv":"P-256","x":"AAAA","y":"AAAA"}}""", [1]), "a point off its curve");
        foreach (var algorithm in (string[])["RSA1_5", "RSA-OAEP", "dir", "A128KW", "A256GCMKW", "none", ""])
            foreach (var tag in (int[])[0, 4, 8, 12, 16])
            {
                var token = Jwe($$"""{"alg":"{{algorithm}}","enc":"A128GCM"}""", [1], tag);
                await api.RefusesAsync(AuthErrorReason.TokenEncrypted, token, $"{algorithm}, a tag of {tag}");
            }
        await api.RefusesAsync(AuthErrorReason.TokenMalformed, Jwe("{}", [1]).Replace(".", ".!", StringComparison.Ordinal), "no base64url");
    }

    private static string Jwe(string header, byte[] ciphertext, int tagLength = 16) => string.Join('.',
        Forge.Encode(header), Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(256)), Base64Url.EncodeToString(new byte[12]), Base64Url.EncodeToString(ciphertext), Base64Url.EncodeToString(new byte[tagLength]));

    private static byte[] Deflated(int length)
    {
        using var target = new MemoryStream();
        using (var deflate = new DeflateStream(target, CompressionLevel.SmallestSize))
            deflate.Write(new byte[length]);
        return target.ToArray();
    }
}
