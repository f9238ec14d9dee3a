using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using ApiAuth.Middleware.Security.Tests.Attacks;
using ApiAuth.Middleware.Testing;
using ApiAuth.Middleware.Tests.Hosting;
using Microsoft.Extensions.Options;

namespace ApiAuth.Middleware.Security.Tests.Algorithms;

/// <summary>The API and the key say which algorithm counts; the token does not (RFC 8725 §3.1).</summary>
public class AlgorithmConfusionTests
{
    private static readonly string[] Rsa = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512"];

    [Fact, Trait("Row", "A3")]
    public async Task A_token_whose_secret_is_the_public_key_in_any_encoding_is_refused()
    {
        await using var api = await TestApi.StartAsync();
        await api.AcceptsAsync(TestAccessToken.Valid);

        foreach (var (label, secret) in PublicKeyAsSecret(api.Issuer.CurrentKey))
            foreach (var algorithm in (string[])["HS256", "HS384", "HS512"])
                await api.RefusesAsync(AuthErrorReason.AlgorithmNotAllowed, TestAccessToken.Valid with { Algorithm = algorithm, HmacSecret = secret }, $"{algorithm} with {label}");
    }

    private static (string Label, byte[] Secret)[] PublicKeyAsSecret(TestKey key)
    {
        using var rsa = RSA.Create();
        rsa.ImportSubjectPublicKeyInfo(key.ExportPublicKey(), out _);
        var pem = key.ExportPem();
        return
        [
            ("PKCS#1 DER", rsa.ExportRSAPublicKey()),
            ("SPKI DER", key.ExportPublicKey()),
            ("SPKI PEM", Encoding.UTF8.GetBytes(pem)),
            ("PKCS#1 PEM", Encoding.UTF8.GetBytes(rsa.ExportRSAPublicKeyPem())),
            ("PEM and a line break", Encoding.UTF8.GetBytes(pem + "\n")),
            ("a line break and PEM", Encoding.UTF8.GetBytes("\n" + pem)),
            ("JWK", Encoding.UTF8.GetBytes(key.ToJwk())),
            ("the modulus", rsa.ExportParameters(includePrivateParameters: false).Modulus!),
            ("the certificate", key.ExportCertificate()),
            ("x5c", Encoding.UTF8.GetBytes(Convert.ToBase64String(key.ExportCertificate()))),
        ];
    }

    [Fact, Trait("Row", "A4")]
    public async Task A_key_that_names_no_algorithm_does_not_let_the_token_choose_one()
    {
        var key = TestKey.Rsa() with { KeyId = "free" };
        await using var api = await Apis.PublishingAsync(["RS256"], key.WithoutMember("alg"));
        await api.AcceptsAsync(TestAccessToken.Valid with { Key = key });

        await api.RefusesAsync(AuthErrorReason.AlgorithmNotAllowed, TestAccessToken.Valid with { Key = key, Algorithm = "PS256" }, "PS256, well signed");
        await api.RefusesAsync(AuthErrorReason.AlgorithmNotAllowed, TestAccessToken.Valid with { Key = key, Algorithm = "RS512" }, "RS512, well signed");
        await api.RefusesAsync(AuthErrorReason.AlgorithmNotAllowed, TestAccessToken.Valid with { Key = key, Algorithm = "HS256" }, "HS256");
    }

    [Fact, Trait("Row", "A5")]
    public async Task A_key_signs_with_the_algorithm_that_it_names_and_no_other()
    {
        var rsa = TestKey.Rsa();
        var ec = TestKey.Ec();
        foreach (var named in (string[])["PS256", "RS512", "RSA-OAEP", "ES256", "RS256 ", "rs256", " ", "none", "HS256"])
        {
            var published = rsa.WithMember("alg", named);
            await using var api = await Apis.PublishingAsync([.. Rsa, "ES256"], published, (rsa with { KeyId = "twin" }).WithMember("alg", "RS256"));
            await api.AcceptsAsync(TestAccessToken.Valid with { Key = rsa, KeyId = "twin" });
            await api.RefusesAsync(AuthErrorReason.KeyUnknown, TestAccessToken.Valid with { Key = rsa }, $"RS256 by a key for '{named}'");
        }
        await using var other = await Apis.PublishingAsync(["RS256", "ES256"], ec.WithMember("alg", "ES384"), (ec with { KeyId = "twin" }).WithMember("alg", "ES256"));
        await other.AcceptsAsync(TestAccessToken.Valid with { Key = ec, KeyId = "twin" });
        await other.RefusesAsync(AuthErrorReason.KeyUnknown, TestAccessToken.Valid with { Key = ec }, "ES256 by a key for ES384");
    }

    [Fact, Trait("Row", "A7")]
    public async Task An_elliptic_curve_algorithm_takes_keys_of_its_own_curve_alone()
    {
        string[] curves = ["P-256", "P-384", "P-521"];
        string[] algorithms = ["ES256", "ES384", "ES512"];
        var rsa = TestKey.Rsa();
        await using var api = await Apis.PublishingAsync([.. algorithms, .. Rsa], [rsa.WithoutMember("alg"), .. curves.Select(curve => TestKey.Ec(curve).WithoutMember("alg"))]);
        foreach (var algorithm in Rsa)
        {
            await api.AcceptsAsync(TestAccessToken.Valid with { Key = rsa, Algorithm = algorithm }, $"{algorithm} by an RSA key");
            await api.RefusesAsync(AuthErrorReason.KeyUnknown, TestAccessToken.Valid with { Key = rsa, Algorithm = algorithm, KeyId = TestKey.Ec().KeyId }, $"{algorithm} with the kid of a curve");
        }
        foreach (var (curve, fitting) in curves.Zip(algorithms))
            foreach (var algorithm in algorithms)
            {
                await api.RefusesAsync(AuthErrorReason.KeyUnknown, TestAccessToken.Valid with { Key = TestKey.Ec(curve), Algorithm = algorithm, KeyId = rsa.KeyId }, $"{algorithm} with the kid of an RSA key");
                var token = TestAccessToken.Valid with { Key = TestKey.Ec(curve), Algorithm = algorithm };
                if (algorithm == fitting)
                    await api.AcceptsAsync(token, $"{algorithm} on {curve}");
                else
                    await api.RefusesAsync(AuthErrorReason.KeyUnknown, token, $"{algorithm} on {curve}");
            }
    }

    [Fact, Trait("Row", "A5")]
    public async Task Each_algorithm_that_can_be_listed_passes_with_its_own_key_and_with_no_key_for_another()
    {
        var keys = Rsa.Select((algorithm, index) => TestKey.Rsa(index: index) with { KeyId = algorithm, Algorithm = algorithm })
            .Concat([TestKey.Ec() with { KeyId = "ES256" }, TestKey.Ec("P-384") with { KeyId = "ES384" }, TestKey.Ec("P-521") with { KeyId = "ES512" }]).ToArray();
        await using var api = await Apis.PublishingAsync([.. keys.Select(key => key.Algorithm)], keys);

        foreach (var key in keys)
        {
            await api.AcceptsAsync(TestAccessToken.Valid with { Key = key }, key.Algorithm);
            foreach (var other in keys.Where(other => other != key))
                await api.RefusesAsync(AuthErrorReason.KeyUnknown, TestAccessToken.Valid with { Key = key, KeyId = other.KeyId }, $"{key.Algorithm} with the kid of {other.KeyId}");
        }
    }

    [Fact, Trait("Row", "A12")]
    public async Task A_list_of_algorithms_that_is_empty_or_holds_one_that_proves_nothing_stops_the_start()
    {
        await using (await TestApi.StartAsync(new() { Options = options => options.Tokens.Algorithms = ["RS256", "ES512"] }))
        foreach (var list in (string[]?[])[null, [], ["none"], ["HS256"], ["HS512"], ["RS256", "none"], ["RS256", "HS384"], ["rs256"], ["RS256 "], ["dir"], ["RSA1_5"], ["ES256K"], ["EdDSA"], [""], ["*"]])
        {
            var failure = await Assert.ThrowsAsync<OptionsValidationException>(() => TestApi.StartAsync(new() { Options = options => options.Tokens.Algorithms = list! }));
            Assert.Contains("Auth0:Tokens:Algorithms", failure.Message, StringComparison.Ordinal);
        }
    }

    [Fact, Trait("Row", "A13")]
    public async Task A_symmetric_signature_is_refused_with_any_secret()
    {
        await using var api = await TestApi.StartAsync();
        await api.AcceptsAsync(TestAccessToken.Valid);

        byte[][] secrets = [new byte[32], "secret"u8.ToArray(), "your-256-bit-secret"u8.ToArray(), Encoding.UTF8.GetBytes(TestApi.Audience), [0]];
        foreach (var secret in secrets)
            await api.RefusesAsync(AuthErrorReason.AlgorithmNotAllowed, TestAccessToken.Valid with { Algorithm = "HS256", HmacSecret = secret });
        for (var index = 0; index < 32; index++)
            await api.RefusesAsync(AuthErrorReason.AlgorithmNotAllowed, TestAccessToken.HmacForged with { RawSignature = RawSegment.EditBytes(mac => Flipped(mac, index)) }, $"byte {index} flipped");
    }

    private static byte[] Flipped(byte[] bytes, int index)
    {
        bytes[index] ^= 1;
        return bytes;
    }

    [Fact, Trait("Row", "A15")]
    public async Task An_algorithm_is_spelled_exactly_or_refused()
    {
        await using var api = await TestApi.StartAsync();
        await api.AcceptsAsync(TestAccessToken.Valid);

        string[] spellings =
        [
            "rs256", "Rs256", "RS 256", " RS256", "RS256 ", "RS256\0", "RS-256", "RS256\n", "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256", "ED25519", "EdDSA", "RSA-SHA256", "ＲＳ256",
        ];
        foreach (var spelling in spellings)
            await api.RefusesAsync(AuthErrorReason.AlgorithmNotAllowed, TestAccessToken.Valid.WithHeader("alg", spelling), $"'{spelling}'");
        foreach (var value in (object?[])[null, 256, true, new[] { "RS256" }, new { RS256 = 1 }])
            await api.RefusesAsync(AuthErrorReason.AlgorithmNotAllowed, TestAccessToken.Valid.WithHeader("alg", value), $"alg {value}");
    }

    [Fact, Trait("Row", "A16")]
    public async Task An_API_that_lists_strong_algorithms_alone_refuses_the_default_one()
    {
        var ps = TestKey.Rsa() with { KeyId = "ps", Algorithm = "PS256" };
        await using var api = await Apis.PublishingAsync(["PS256", "ES256"], ps, TestKey.Ec());
        await api.AcceptsAsync(TestAccessToken.Valid with { Key = ps });
        await api.AcceptsAsync(TestAccessToken.Valid with { Key = TestKey.Ec() });

        await api.RefusesAsync(AuthErrorReason.AlgorithmNotAllowed, TestAccessToken.Valid, "RS256");
    }

    [Fact, Trait("Row", "A14")]
    public async Task Twenty_bad_signatures_teach_the_caller_and_the_log_nothing()
    {
        await using var api = await TestApi.StartAsync();
        await api.AcceptsAsync(TestAccessToken.Valid);

        var right = api.Issuer.Issue();
        for (var index = 0; index < 20; index++)
        {
            await api.RefusesAsync(AuthErrorReason.SignatureInvalid, Forge.Resigned(right, input => [.. SHA256.HashData(input), .. new byte[224]]), "another signature each time");
            await api.RefusesAsync(AuthErrorReason.SignatureInvalid, TestAccessToken.ForgedSignature with { Subject = $"user-{index}" });
            var answer = await api.GetAsync("/private", TestAccessToken.ForgedSignature);
            Assert.DoesNotMatch("[A-Za-z0-9_-]{21,}", answer.Body.Replace(answer["traceId"] ?? "", "", StringComparison.Ordinal));
            Assert.All(api.Logs.Ours, record => Verdicts.HoldsNothingOf(right, record.Message));
            Assert.All(api.Logs.Ours, record => Assert.DoesNotMatch("[A-Za-z0-9_-]{21,}", record.Message));
            Assert.All(api.Logs.Ours, record => Assert.DoesNotContain(Base64Url.EncodeToString(api.Issuer.CurrentKey.ExportPublicKey())[..20], record.Message, StringComparison.Ordinal));
        }
    }
}
