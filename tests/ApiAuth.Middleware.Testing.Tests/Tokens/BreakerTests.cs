using System.Security.Cryptography;
using System.Text;

namespace ApiAuth.Middleware.Testing.Tests.Tokens;

/// <summary>Each ready-made bad token differs from the valid one in what its name says, and is right in the rest.</summary>
public class BreakerTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly TestIssuer issuer = new(Fetch.Name) { Audience = "urn:api", TimeProvider = new ManualTimeProvider(Now) };

    [Fact]
    public async Task An_expired_token_has_been_over_for_an_hour()
    {
        var token = await ReadAsync(TestAccessToken.Expired);

        Assert.Equal(Now.AddHours(-2), token.Time("iat"));
        Assert.Equal(Now.AddHours(-1), token.Time("exp"));
    }

    [Fact]
    public async Task A_token_that_is_not_yet_valid_begins_in_ten_minutes()
    {
        var token = await ReadAsync(TestAccessToken.NotYetValid);

        Assert.Equal(Now, token.Time("iat"));
        Assert.Equal(Now.AddMinutes(10), token.Time("nbf"));
        Assert.Equal(Now.AddHours(1), token.Time("exp"));
    }

    [Fact]
    public async Task A_token_for_a_wrong_audience_is_signed_by_the_right_key()
    {
        var token = await ReadAsync(TestAccessToken.WrongAudience);

        Assert.Equal("https://another-api.test/", token.Text("aud"));
        Assert.Equal(Fetch.Name, token.Text("iss"));
    }

    [Fact]
    public async Task A_token_of_a_wrong_issuer_is_signed_by_the_right_key()
    {
        var token = await ReadAsync(TestAccessToken.WrongIssuer);

        Assert.Equal("https://another-issuer.test/", token.Text("iss"));
        Assert.Equal("urn:api", token.Text("aud"));
    }

    [Theory]
    [InlineData("RS256")]
    [InlineData("PS384")]
    [InlineData("ES256")]
    [InlineData("ES512")]
    public async Task A_forged_token_is_signed_by_a_key_of_the_issuers_kind_that_the_issuer_does_not_have(string algorithm)
    {
        var forging = new TestIssuer(Fetch.Name) { Audience = "urn:api", Algorithm = algorithm };
        var right = new ReadToken(forging.Issue());
        var forged = new ReadToken(forging.Issue(TestAccessToken.ForgedSignature));
        var unknown = new ReadToken(forging.Issue(TestAccessToken.UnknownKey));
        var published = (await Fetch.KeysAsync(forging))[0];

        Assert.True(right.IsSignedBy(published));
        Assert.Equal(right.Parts[0], forged.Parts[0]);
        Assert.False(forged.IsSignedBy(published));
        Assert.Equal("unknown-key", unknown.Header.GetProperty("kid").GetString());
        Assert.Equal(algorithm, unknown.Header.GetProperty("alg").GetString());
        Assert.False(unknown.IsSignedBy(published));
    }

    [Fact]
    public void A_token_forged_with_Hmac_uses_the_public_key_as_its_secret()
    {
        var token = new ReadToken(issuer.Issue(TestAccessToken.HmacForged));

        Assert.Equal("HS256", token.Header.GetProperty("alg").GetString());
        Assert.Equal(issuer.CurrentKey.KeyId, token.Header.GetProperty("kid").GetString());
        Assert.True(token.IsHmacOf(Encoding.UTF8.GetBytes(issuer.CurrentKey.ExportPem())));
    }

    [Fact]
    public void A_token_forged_with_Hmac_may_use_any_other_form_of_the_public_key()
    {
        var secret = issuer.CurrentKey.ExportPublicKey();
        var token = new ReadToken(issuer.Issue(TestAccessToken.HmacForged with { HmacSecret = secret }));

        Assert.True(token.IsHmacOf(secret));
    }

    [Fact]
    public void An_unsigned_token_says_so_and_its_signature_is_empty()
    {
        var token = new ReadToken(issuer.Issue(TestAccessToken.AlgNone));

        Assert.Equal("none", token.Header.GetProperty("alg").GetString());
        Assert.Equal("", token.Parts[2]);
        Assert.Equal("urn:api", token.Text("aud"));
    }

    [Fact]
    public void An_opaque_token_has_no_dots() => Assert.Matches("^[A-Za-z0-9]{32}$", issuer.Issue(TestAccessToken.Opaque));

    [Fact]
    public void An_ID_token_is_for_the_client_and_has_a_nonce()
    {
        var token = new ReadToken(issuer.Issue(TestAccessToken.IdToken));

        Assert.Equal(["iss", "sub", "aud", "iat", "exp", "nonce", "at_hash", "auth_time", "name", "email"], token.Names());
        Assert.Equal("test-client", token.Text("aud"));
    }

    [Fact]
    public async Task An_encrypted_token_holds_a_signed_one_for_whoever_has_the_key()
    {
        var recipient = TestKey.Rsa();
        var parts = issuer.Issue(TestAccessToken.Encrypted with { EncryptFor = recipient }).Split('.');

        Assert.Equal(5, parts.Length);
        using var rsa = RSA.Create();
        rsa.ImportPkcs8PrivateKey(recipient.ExportPrivateKey(), out _);
        var token = new ReadToken(Decrypt(parts, rsa));
        Assert.True(token.IsSignedBy(await Fetch.KeyOfAsync(issuer, token)));
    }

    private static string Decrypt(string[] parts, RSA rsa)
    {
        var bytes = Array.ConvertAll(parts, part => System.Buffers.Text.Base64Url.DecodeFromChars(part));
        using var aes = new AesGcm(rsa.Decrypt(bytes[1], RSAEncryptionPadding.OaepSHA256), tagSizeInBytes: 16);
        var plaintext = new byte[bytes[3].Length];
        aes.Decrypt(bytes[2], bytes[3], bytes[4], plaintext, Encoding.ASCII.GetBytes(parts[0]));
        return Encoding.UTF8.GetString(plaintext);
    }

    private async Task<ReadToken> ReadAsync(TestAccessToken token)
    {
        var read = new ReadToken(issuer.Issue(token));
        Assert.True(read.IsSignedBy(await Fetch.KeyOfAsync(issuer, read)));
        return read;
    }
}
