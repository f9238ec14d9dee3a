using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;

namespace ApiAuth.Middleware.Testing.Tests.Keys;

public class TestKeyTests
{
    private readonly TestIssuer issuer = Fetch.Issuer();

    [Theory]
    [InlineData("RS256")]
    [InlineData("RS384")]
    [InlineData("RS512")]
    [InlineData("PS256")]
    [InlineData("PS384")]
    [InlineData("PS512")]
    [InlineData("ES256")]
    [InlineData("ES384")]
    [InlineData("ES512")]
    public async Task An_issuer_of_any_algorithm_signs_tokens_that_its_key_set_verifies(string algorithm)
    {
        var signing = new TestIssuer(Fetch.Name) { Audience = "urn:api", Algorithm = algorithm };
        var token = new ReadToken(signing.Issue());
        var keys = await Fetch.KeysAsync(signing);

        Assert.Equal(algorithm, token.Header.GetProperty("alg").GetString());
        Assert.Equal(algorithm, keys[0].GetProperty("alg").GetString());
        Assert.True(token.IsSignedBy(keys[0]));
    }

    [Theory]
    [InlineData("P-256", "ES384")]
    [InlineData("P-384", "ES256")]
    [InlineData("P-521", "ES256")]
    public void A_curve_signs_with_an_algorithm_that_does_not_fit_it(string curve, string algorithm)
    {
        var key = TestKey.Ec(curve);
        var token = new ReadToken(issuer.Issue(TestAccessToken.Valid with { Key = key, Algorithm = algorithm }));

        Assert.Equal(algorithm, token.Header.GetProperty("alg").GetString());
        Assert.True(token.IsSignedBy(Jwk(key)));
    }

    [Theory]
    [InlineData(512)]
    [InlineData(1024)]
    [InlineData(3072)]
    public void An_Rsa_key_may_be_weak_or_strong(int bits)
    {
        var key = TestKey.Rsa(bits);
        var token = new ReadToken(issuer.Issue(TestAccessToken.Valid with { Key = key }));

        Assert.Equal(bits / 8, token.Signature.Length);
        Assert.True(token.IsSignedBy(Jwk(key)));
    }

    [Fact]
    public void A_key_of_one_type_does_not_sign_with_the_algorithm_of_another()
    {
        Assert.Throws<ArgumentException>(() => TestKey.Rsa().Sign("ES256", [1]));
        Assert.Throws<ArgumentException>(() => TestKey.Ec().Sign("RS256", [1]));
        Assert.Throws<ArgumentException>(() => issuer.Issue(TestAccessToken.Valid with { Algorithm = "ES256" }));
        Assert.Throws<ArgumentException>(() => TestKey.Ec("P-192"));
        Assert.Throws<ArgumentOutOfRangeException>(() => TestKey.Rsa(index: 8));
    }

    [Fact]
    public void A_Jwk_shows_the_public_half_and_any_member_may_lie()
    {
        var key = TestKey.Rsa() with { KeyId = "k1" };

        Assert.Equal(["kty", "n", "e", "use", "kid", "alg"], Jwk(key).EnumerateObject().Select(member => member.Name));
        var changed = Jwk(key.WithMember("use", "enc").WithMember("kid", 7).WithoutMember("alg").WithMember("key_ops", new[] { "encrypt" }));
        Assert.Equal(["kty", "n", "e", "use", "kid", "key_ops"], changed.EnumerateObject().Select(member => member.Name));
        Assert.Equal("enc", changed.GetProperty("use").GetString());
        Assert.Equal(7, changed.GetProperty("kid").GetInt32());
        Assert.Equal(["kty", "crv", "x", "y", "use", "kid", "alg"], Jwk(TestKey.Ec()).EnumerateObject().Select(member => member.Name));
    }

    [Fact]
    public void Keys_of_the_pool_are_made_once_and_differ_from_each_other()
    {
        Assert.Equal(TestKey.Rsa().ToJwk(), TestKey.Rsa().ToJwk());
        Assert.NotEqual(TestKey.Rsa().ExportPem(), TestKey.Rsa(index: 1).ExportPem());
        Assert.NotEqual(TestKey.Ec().ExportPem(), TestKey.Ec(index: 1).ExportPem());
    }

    [Fact]
    public void A_key_exports_itself_in_the_forms_that_others_read()
    {
        var key = TestKey.Rsa();
        using var fromPem = RSA.Create();
        fromPem.ImportFromPem(key.ExportPem());
        using var fromPrivate = RSA.Create();
        fromPrivate.ImportPkcs8PrivateKey(key.ExportPrivateKey(), out _);
        using var certificate = X509CertificateLoader.LoadCertificate(key.ExportCertificate());

        Assert.Equal(key.ExportPublicKey(), fromPem.ExportSubjectPublicKeyInfo());
        Assert.Equal(key.ExportPublicKey(), fromPrivate.ExportSubjectPublicKeyInfo());
        Assert.Equal(key.ExportPublicKey(), certificate.PublicKey.ExportSubjectPublicKeyInfo());
        using var ecCertificate = X509CertificateLoader.LoadCertificate(TestKey.Ec().ExportCertificate());
        Assert.Equal(TestKey.Ec().ExportPublicKey(), ecCertificate.PublicKey.ExportSubjectPublicKeyInfo());
    }

    [Fact]
    public void Many_threads_may_sign_with_one_key()
    {
        var key = TestKey.Rsa();
        var jwk = Jwk(key);

        var verdicts = ParallelEnumerable.Range(0, 200).WithDegreeOfParallelism(16)
            .Select(n => new ReadToken(issuer.Issue(TestAccessToken.Valid with { Key = key, TokenId = $"{n}" })).IsSignedBy(jwk));

        Assert.Equal(200, verdicts.Count(isSigned => isSigned));
    }

    private static JsonElement Jwk(TestKey key) => JsonDocument.Parse(key.ToJwk()).RootElement;
}
