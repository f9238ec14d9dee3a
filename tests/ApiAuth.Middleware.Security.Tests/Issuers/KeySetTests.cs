using System.Buffers.Text;
using System.Net;
using System.Text.Json.Nodes;
using ApiAuth.Middleware.Security.Tests.Attacks;
using ApiAuth.Middleware.Testing;

namespace ApiAuth.Middleware.Security.Tests.Issuers;

/// <summary>Which keys of a set may check a token (RFC 7517 §4, §5; RFC 7518 §3, §6).</summary>
public class KeySetTests
{
    private static readonly TestKey Strange = TestKey.Rsa(index: 3) with { KeyId = "strange" };

    [Fact, Trait("Row", "F12"), Trait("Row", "X22")]
    public async Task A_strange_key_never_checks_anything_and_spoils_nothing()
    {
        var point = JsonNode.Parse(TestKey.Ec().ToJwk())!;
        string[] strange =
        [
            Strange.WithMember("n", "!!!").ToJwk(), Strange.WithMember("n", Base64Url.EncodeToString(new byte[256]) + "=").ToJwk(), Strange.WithoutMember("e").ToJwk(), Strange.WithoutMember("n").ToJwk(),
            Strange.WithMember("e", 65537).ToJwk(), Strange.WithMember("kid", 1).ToJwk(), Strange.WithMember("kid", null).ToJwk(), Strange.WithMember("kty", "AKP").ToJwk(), Strange.WithMember("kty", "rsa").ToJwk(), Strange.WithoutMember("kty").ToJwk(),
            """{"kty":"oct","kid":"strange","k":"AAAA"}""", """{"kty":"OKP","crv":"Ed25519","kid":"strange","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}""",
            Strange.WithMember("d", "AQAB").ToJwk(), Strange.WithMember("k", "AQAB").ToJwk(), Strange.WithMember("oth", new[] { 1 }).ToJwk(), Strange.WithMember("x5c", new[] { 1 }).ToJwk(), Strange.WithMember("x5c", "x").ToJwk(),
            Strange.WithMember("e", "AQ").ToJwk(), Strange.WithMember("e", "Ag").ToJwk(), Strange.WithMember("e", "AA").ToJwk(), (TestKey.Rsa(512) with { KeyId = "strange" }).ToJwk(), (TestKey.Rsa(1024) with { KeyId = "strange" }).ToJwk(),
            $$"""{"kty":"EC","crv":"P-256","kid":"strange","x":"{{point["x"]}}","y":"{{point["x"]}}"}""", $$"""{"kty":"EC","crv":"P-256","kid":"strange","x":"AAAA","y":"AAAA"}""",
            $$"""{"kty":"EC","crv":"P-256","kid":"strange","x":"{{Base64Url.EncodeToString(new byte[32])}}","y":"{{Base64Url.EncodeToString(new byte[32])}}"}""",
            $$"""{"kty":"EC","crv":"secp256k1","kid":"strange","x":"{{point["x"]}}","y":"{{point["y"]}}"}""", $$"""{"kty":"EC","crv":"P-384","kid":"strange","x":"{{point["x"]}}","y":"{{point["y"]}}"}""",
            """{"kid":"strange","kid":"strange"}""", """{"kid":"\ud800"}""", "null", "1", "\"strange\"", "[]", "{}",
        ];
        foreach (var jwk in strange)
        {
            await using var api = await Apis.PreparedAsync(issuer => issuer.Jwks.Document = $$"""{"keys":[{{jwk}},{{issuer.CurrentKey.ToJwk()}}],"x":1}""");
            await api.AcceptsAsync(TestAccessToken.Valid, $"beside {jwk}");
            await api.RefusesAsync(AuthErrorReason.KeyUnknown, TestAccessToken.Valid with { Key = Strange }, $"signed by {jwk}");
        }
        await using var plain = await Apis.PublishingAsync(["RS256"], Strange);
        await plain.AcceptsAsync(TestAccessToken.Valid with { Key = Strange }, "the same key, not strange");
    }

    [Fact, Trait("Row", "X22")]
    public async Task A_set_with_a_byte_order_mark_a_comment_and_members_of_its_own_is_read()
    {
        await using var api = await Apis.PreparedAsync(issuer => issuer.Jwks.Document = $$"""{{'\uFEFF'}}{"version":2,/* rotated weekly */"keys":[{{issuer.CurrentKey.WithMember("x-own", new { a = 1 }).ToJwk()}}],"x-own":[]}""");

        await api.AcceptsAsync(TestAccessToken.Valid);
        await api.RefusesAsync(AuthErrorReason.KeyUnknown, TestAccessToken.Valid with { Key = Strange });
    }

    [Fact, Trait("Row", "F12")]
    public async Task A_weak_key_checks_nothing_however_well_it_signs()
    {
        foreach (var bits in (int[])[512, 1024, 2040])
        {
            var weak = TestKey.Rsa(bits);
            await using var api = await Apis.PublishingAsync(["RS256"], weak, Strange);
            await api.AcceptsAsync(TestAccessToken.Valid with { Key = Strange });
            await api.RefusesAsync(AuthErrorReason.KeyUnknown, TestAccessToken.Valid with { Key = weak }, $"{bits} bits");
        }
    }

    [Fact, Trait("Row", "F12")]
    public async Task A_modulus_does_not_grow_by_zeros()
    {
        var weak = TestKey.Rsa(1024);
        var modulus = Base64Url.DecodeFromChars(JsonNode.Parse(weak.ToJwk())!["n"]!.GetValue<string>());
        await using var api = await Apis.PublishingAsync(["RS256"], weak.WithMember("n", Base64Url.EncodeToString([.. new byte[128], .. modulus])), Strange);
        await api.AcceptsAsync(TestAccessToken.Valid with { Key = Strange });

        await api.RefusesAsync(AuthErrorReason.KeyUnknown, TestAccessToken.Valid with { Key = weak });
    }

    [Fact, Trait("Row", "F13")]
    public async Task A_key_for_another_use_checks_nothing()
    {
        (string Member, object? Value)[] uses =
        [
            ("use", "enc"), ("use", " "), ("use", "SIG"), ("use", "sig "), ("use", 1), ("use", new[] { "sig" }), ("key_ops", new[] { "encrypt" }), ("key_ops", new[] { "sign" }), ("key_ops", new[] { "" }), ("key_ops", "verify"), ("key_ops", new[] { "VERIFY" }),
            ("key_ops", new object[] { 1 }), ("key_ops", new { verify = true }),
        ];
        foreach (var (member, value) in uses)
        {
            await using var api = await Apis.PublishingAsync(["RS256"], Strange.WithMember(member, value), Strange with { KeyId = "twin" });
            await api.AcceptsAsync(TestAccessToken.Valid with { Key = Strange, KeyId = "twin" });
            await api.RefusesAsync(AuthErrorReason.KeyUnknown, TestAccessToken.Valid with { Key = Strange }, $"{member} {value}");
        }
        await using var verifying = await Apis.PublishingAsync(["RS256"], Strange.WithMember("key_ops", new[] { "verify" }).WithoutMember("use"));
        await verifying.AcceptsAsync(TestAccessToken.Valid with { Key = Strange }, "key_ops verify");
    }

    [Fact, Trait("Row", "X22")]
    public async Task A_member_that_a_serializer_left_null_or_empty_restricts_nothing()
    {
        var unsaid = new[] { "use", "alg", "d", "p", "q", "dp", "dq", "qi" }.Aggregate(Strange, (key, name) => key.WithMember(name, null))
            .WithMember("key_ops", Array.Empty<string>()).WithMember("x5c", Array.Empty<string>()).WithMember("oth", Array.Empty<string>()).WithMember("x5u", "").WithMember("k", "");
        await using var api = await Apis.PublishingAsync(["RS256"], unsaid);

        await api.AcceptsAsync(TestAccessToken.Valid with { Key = Strange });
        await api.RefusesAsync(AuthErrorReason.AlgorithmNotAllowed, TestAccessToken.Valid with { Key = Strange, Algorithm = "PS256" });
    }

    [Fact, Trait("Row", "F15")]
    public async Task A_key_whose_certificate_is_of_another_key_checks_nothing()
    {
        var right = Convert.ToBase64String(Strange.ExportCertificate());
        var wrong = Convert.ToBase64String(TestKey.Rsa(index: 4).ExportCertificate());
        foreach (var chain in (string[][])[[wrong], [wrong, right], [right[..^8]], ["!"], [Convert.ToBase64String(TestKey.Ec().ExportCertificate())], [""]])
        {
            await using var api = await Apis.PublishingAsync(["RS256"], Strange.WithMember("x5c", chain), (Strange with { KeyId = "twin" }).WithMember("x5c", new[] { right }));
            await api.AcceptsAsync(TestAccessToken.Valid with { Key = Strange, KeyId = "twin" });
            await api.RefusesAsync(AuthErrorReason.KeyUnknown, TestAccessToken.Valid with { Key = Strange }, $"{chain.Length} certificates");
        }
    }

    [Fact, Trait("Row", "F16")]
    public async Task Keys_that_share_a_kid_are_told_apart_by_type_and_algorithm_and_otherwise_tried_within_a_bound()
    {
        TestKey[] sameKid = [.. Enumerable.Range(0, 6).Select(index => TestKey.Rsa(index: index) with { KeyId = "same" })];
        var ec = TestKey.Ec() with { KeyId = "same" };
        await using var api = await Apis.PublishingAsync(["RS256", "ES256", "PS256"], [ec, (TestKey.Rsa(index: 7) with { KeyId = "same" }).WithMember("alg", "PS256"), .. sameKid]);

        await api.AcceptsAsync(TestAccessToken.Valid with { Key = ec }, "EC beside RSA");
        await api.AcceptsAsync(TestAccessToken.Valid with { Key = TestKey.Rsa(index: 7), KeyId = "same", Algorithm = "PS256" }, "PS256 beside RS256");
        foreach (var key in sameKid[..4])
            await api.AcceptsAsync(TestAccessToken.Valid with { Key = key }, "one of the first four");
        foreach (var key in sameKid[4..])
            await api.RefusesAsync(AuthErrorReason.SignatureInvalid, TestAccessToken.Valid with { Key = key }, "beyond the bound");
        await api.RefusesAsync(AuthErrorReason.SignatureInvalid, TestAccessToken.ForgedSignature with { KeyId = "same" });
    }

    [Fact, Trait("Row", "F17")]
    public async Task A_set_of_as_many_keys_as_fit_costs_a_token_without_kid_nothing_and_a_larger_one_is_not_read()
    {
        var key = TestKey.Rsa(index: 5);
        await using var api = await Apis.PreparedAsync(issuer =>
            issuer.Jwks.Document = $$"""{"keys":[{{issuer.CurrentKey.ToJwk()}},{{string.Join(',', Enumerable.Range(0, 550).Select(index => (key with { KeyId = $"k{index}" }).ToJwk()))}}]}""");
        await api.AcceptsAsync(TestAccessToken.Valid);

        await api.RefusesAsync(AuthErrorReason.KeyUnknown, TestAccessToken.Valid.WithoutHeader("kid"));
        var token = api.Issuer.Issue(TestAccessToken.Valid.WithoutHeader("kid"));
        Assert.InRange(await api.TimeOfRefusalAsync(token), TimeSpan.Zero, TimeSpan.FromMilliseconds(5));

        await using var flooded = await Apis.PreparedAsync(issuer =>
            issuer.Jwks.Document = $$"""{"keys":[{{issuer.CurrentKey.ToJwk()}},{{string.Join(',', Enumerable.Range(0, 10_000).Select(index => (key with { KeyId = $"k{index}" }).ToJwk()))}}]}""");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await flooded.GetAsync("/private", TestAccessToken.Valid)).Status);
    }
}
