using System.Globalization;
using System.Text;
using System.Text.Json;
using ApiAuth.Middleware.Testing;
using Microsoft.Extensions.Logging;

namespace ApiAuth.Middleware.Tests.Keys;

/// <summary>One strange key among good ones (RFC 7517 §5).</summary>
public class StrangeKeyTests
{
    private const string NotStrict = "it is no strict JSON: it repeats a member, holds a comment or a text that is no Unicode, or is too deep";

    private static readonly TestKey Rsa = TestKey.Rsa() with { KeyId = "strange" };
    private static readonly TestKey Ec = TestKey.Ec() with { KeyId = "strange" };

    public static TheoryData<string, string, string> Strange => new()
    {
        { "null", "(none)", "it is not an object" },
        { "\"key\"", "(none)", "it is not an object" },
        { "{}", "(none)", "its kty is neither RSA nor EC" },
        { """{"kty":"OKP","crv":"Ed25519","kid":"strange","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}""", "strange", "its kty is neither RSA nor EC" },
        { """{"kty":"AKP","alg":"ML-DSA-44","kid":"strange","pub":"AAAA"}""", "strange", "its kty is neither RSA nor EC" },
        { """{"kty":"oct","kid":"strange","k":"c2VjcmV0"}""", "strange", "it holds a secret member: a published private key proves nothing" },
        { Rsa.WithMember("d", "AQAB").ToJwk(), "strange", "it holds a secret member: a published private key proves nothing" },
        { Rsa.WithMember("use", "enc").ToJwk(), "strange", "its use is not sig" },
        { Rsa.WithMember("key_ops", new[] { "encrypt" }).ToJwk(), "strange", "its key_ops lack verify" },
        { Rsa.WithMember("key_ops", "verify").ToJwk(), "strange", "its key_ops lack verify" },
        { Rsa.WithMember("kid", 1).ToJwk(), "(none)", "its kid, alg or use is not a string" },
        { Rsa.WithMember("alg", 1).ToJwk(), "strange", "its kid, alg or use is not a string" },
        { Rsa.WithMember("use", new[] { "sig" }).ToJwk(), "strange", "its kid, alg or use is not a string" },
        { Rsa.WithMember("key_ops", new string?[] { null }).ToJwk(), "strange", "its key_ops lack verify" },
        { Rsa.WithMember("d", 1).ToJwk(), "strange", "it holds a secret member: a published private key proves nothing" },
        { Rsa.WithMember("oth", new[] { new { r = "AQAB" } }).ToJwk(), "strange", "it holds a secret member: a published private key proves nothing" },
        { Rsa.WithMember("alg", "RSA-OAEP-256").ToJwk(), "strange", "its alg is none that this key can check" },
        { Rsa.WithMember("alg", "ES256").ToJwk(), "strange", "its alg is none that this key can check" },
        { Ec.WithMember("alg", "ES384").ToJwk(), "strange", "its alg is none that this key can check" },
        { Rsa.WithMember("alg", "x").ToJwk(), "strange", "its alg is none that this key can check" },
        { Rsa.WithMember("alg", "HS256").ToJwk(), "strange", "its alg is none that this key can check" },
        { Rsa.WithMember("alg", "HS384").ToJwk(), "strange", "its alg is none that this key can check" },
        { Rsa.WithMember("alg", "HS512").ToJwk(), "strange", "its alg is none that this key can check" },
        { Rsa.WithMember("alg", "PS000").ToJwk(), "strange", "its alg is none that this key can check" },
        { Rsa.WithMember("alg", "ES512").ToJwk(), "strange", "its alg is none that this key can check" },
        { Ec.WithMember("alg", "RS384").ToJwk(), "strange", "its alg is none that this key can check" },
        { Ec.WithMember("alg", "PS512").ToJwk(), "strange", "its alg is none that this key can check" },
        { (TestKey.Rsa(1024) with { KeyId = "strange" }).ToJwk(), "strange", "its modulus has 1024 bits, fewer than 2048" },
        { (TestKey.Rsa(512) with { KeyId = "strange" }).ToJwk(), "strange", "its modulus has 512 bits, fewer than 2048" },
        { Rsa.WithMember("n", new string('x', 16_392 / 6)).ToJwk(), "strange", "it is not a valid public key" },
        { Rsa.WithMember("n", "no base64url!").ToJwk(), "strange", "n or e is missing or not base64url" },
        { Rsa.WithoutMember("e").ToJwk(), "strange", "n or e is missing or not base64url" },
        { Rsa.WithMember("e", "AQ").ToJwk(), "strange", "its exponent is even, 1 or huge" },
        { Rsa.WithMember("e", "AQAC").ToJwk(), "strange", "its exponent is even, 1 or huge" },
        { Ec.WithMember("crv", "secp256k1").ToJwk(), "strange", "its crv is none of P-256, P-384, P-521" },
        { Ec.WithMember("x", "AAAA").ToJwk(), "strange", "x or y is missing, not base64url, or not of the curve's length" },
        { Ec.WithMember("x", new string('A', 42) + "E").ToJwk(), "strange", "it is not a valid public key" },
        { Rsa.WithMember("x5c", new[] { 1 }).ToJwk(), "strange", "its x5c is not the certificate of this key" },
        { Rsa.WithMember("x5c", "AAAA").ToJwk(), "strange", "its x5c is not the certificate of this key" },
        { Rsa.WithMember("x5c", new[] { "AAAA" }).ToJwk(), "strange", "it is not a valid public key" },
        { Rsa.WithMember("x5c", new[] { Convert.ToBase64String(TestKey.Rsa(index: 1).ExportCertificate()) }).ToJwk(), "strange", "its x5c is not the certificate of this key" },
        { Ec.WithMember("x5c", new[] { Convert.ToBase64String(Rsa.ExportCertificate()) }).ToJwk(), "strange", "its x5c is not the certificate of this key" },
        { Rsa.ToJwk().Replace("{", """{"kid":"other",""", StringComparison.Ordinal), "(none)", NotStrict },
        { Rsa.ToJwk().Replace("{", "{ /* ours */ ", StringComparison.Ordinal), "(none)", NotStrict },
        { Rsa.WithMember("note", "x").ToJwk().Replace("\"x\"", "\"\\ud800\"", StringComparison.Ordinal).Replace("\"kid\":\"strange\"", "\"kid\":\"\\udc00\"", StringComparison.Ordinal), "(none)", NotStrict },
        { Rsa.ToJwk().Replace("}", $",\"deep\":{new string('[', 1000)}{new string(']', 1000)}}}", StringComparison.Ordinal), "(none)", NotStrict },
    };

    [Theory]
    [MemberData(nameof(Strange))]
    public async Task A_strange_key_is_passed_over_and_told_of_once_and_spoils_nothing(string jwk, string kid, string reason)
    {
        await using var api = await KeyApi.StartAsync();
        using var among = api.Issuer.Jwks.Break(IssuerFault.Edit(document => document.Replace("[", $"[{jwk},", StringComparison.Ordinal)));
        api.Issuer.Rotate();

        (await api.GetAsync()).IsAccepted();
        await api.RenewAsync();

        Assert.Equal((2, 3), (api.State.KeyCount, api.Issuer.JwksFetches));
        var told = Assert.Single(api.Logs.Ours, record => record.Event.Name == "KeySkipped");
        Assert.Equal((LogLevel.Debug, $"The key {kid} of tenant.test is passed over: {reason}."), (told.Level, told.Message));
    }

    [Fact]
    public async Task A_key_without_the_optional_members_is_as_good_as_any()
    {
        await using var api = await KeyApi.StartAsync();
        api.Issuer.Rotate(api.Issuer.CreateKey().WithoutMember("use").WithoutMember("alg").WithMember("key_ops", new[] { "verify" }).WithMember("x-own", new { a = 1 }));

        (await api.GetAsync()).IsAccepted();
    }

    [Theory]
    [InlineData("use", "null")]
    [InlineData("use", "\"\"")]
    [InlineData("alg", "null")]
    [InlineData("alg", "\"\"")]
    [InlineData("key_ops", "null")]
    [InlineData("key_ops", "[]")]
    [InlineData("x5c", "null")]
    [InlineData("x5c", "[]")]
    [InlineData("x5t", "null")]
    [InlineData("d", "null")]
    [InlineData("d", "\"\"")]
    [InlineData("oth", "[]")]
    public async Task A_member_without_a_value_is_as_if_it_were_absent(string name, string empty)
    {
        await using var api = await KeyApi.StartAsync();
        api.Issuer.Rotate(api.Issuer.CreateKey().WithMember(name, JsonDocument.Parse(empty).RootElement));

        (await api.GetAsync()).IsAccepted();
    }

    [Fact]
    public async Task A_key_whose_kid_is_null_has_none()
    {
        await using var api = await KeyApi.StartAsync();
        var key = TestKey.Rsa(index: 3) with { KeyId = "unnamed" };
        using var only = api.Issuer.Jwks.Break(IssuerFault.Edit(_ => $$"""{"keys":[{{key.WithMember("kid", null).ToJwk()}}]}"""));
        await api.RenewAsync();

        (await api.GetAsync((TestAccessToken.Valid with { Key = key }).WithoutHeader("kid"))).IsAccepted();
    }

    [Fact]
    public async Task A_key_with_its_own_certificate_is_as_good_as_any()
    {
        await using var api = await KeyApi.StartAsync();
        var key = api.Issuer.CreateKey();
        api.Issuer.Rotate(key.WithMember("x5c", new[] { Convert.ToBase64String(key.ExportCertificate()) }));

        (await api.GetAsync()).IsAccepted();
    }

    [Fact]
    public async Task Keys_of_two_types_with_one_kid_both_serve()
    {
        await using var api = await KeyApi.StartAsync(options => options.Tokens.Algorithms = ["RS256", "ES256"]);
        var (rsa, ec) = (Rsa with { KeyId = "one" }, TestKey.Ec(index: 2) with { KeyId = "one" });
        api.Issuer.Publish(rsa);
        api.Issuer.Publish(ec);

        (await api.GetAsync(TestAccessToken.Valid with { Key = rsa })).IsAccepted();
        (await api.GetAsync(TestAccessToken.Valid with { Key = ec })).IsAccepted();
        Assert.Equal(2, api.Issuer.JwksFetches);
    }

    [Fact]
    public async Task Of_several_keys_with_one_kid_four_are_tried_and_not_one_more()
    {
        await using var api = await KeyApi.StartAsync(options => options.Tokens.Algorithms = ["RS256", "ES256"]);
        var keys = Enumerable.Range(0, 5).Select(index => TestKey.Ec(index: index) with { KeyId = "one" }).ToArray();
        foreach (var key in keys)
            api.Issuer.Publish(key);

        foreach (var key in keys[..4])
            (await api.GetAsync(TestAccessToken.Valid with { Key = key })).IsAccepted();
        (await api.GetAsync(TestAccessToken.Valid with { Key = keys[4] })).IsRefused("signature_invalid");
    }

    [Fact]
    public async Task The_same_key_twice_counts_once()
    {
        await using var api = await KeyApi.StartAsync();
        api.Issuer.Publish(api.Issuer.CurrentKey);

        await api.RenewAsync();

        Assert.Equal(1, api.State.KeyCount);
        (await api.GetAsync(TestAccessToken.Valid.WithoutHeader("kid"))).IsAccepted();
    }

    [Fact]
    public async Task Two_thousand_keys_serve_where_they_are_allowed_and_otherwise_leave_the_old_ones_serving()
    {
        await using var small = await KeyApi.StartAsync();
        await using var large = await KeyApi.StartAsync(options => options.Keys.MaxDocumentSize = 4 * 1024 * 1024);
        var many = ManyKeys(TestKey.Rsa(), 2_000);
        foreach (var api in new[] { small, large })
        {
            using var flood = api.Issuer.Jwks.Break(IssuerFault.Edit(document => document.Replace("[", $"[{many}", StringComparison.Ordinal)));
            await api.RenewAsync();
            (await api.GetAsync()).IsAccepted();
        }

        Assert.Equal((1, 2_001), (small.State.KeyCount, large.State.KeyCount));
        (await large.GetAsync(TestAccessToken.Valid with { Key = TestKey.Rsa() with { KeyId = "many-1999" } })).IsAccepted();
        (await large.GetAsync(TestAccessToken.Valid.WithoutHeader("kid"))).IsRefused("key_unknown");
    }

    private static string ManyKeys(TestKey key, int count)
    {
        var jwk = key.ToJwk();
        var keys = new StringBuilder();
        for (var i = 0; i < count; i++)
            keys.Append(jwk.Replace(key.KeyId, $"many-{i.ToString(CultureInfo.InvariantCulture)}", StringComparison.Ordinal)).Append(',');
        return keys.ToString();
    }
}
