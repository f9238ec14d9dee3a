using System.Text;
using ApiAuth.Middleware.Security.Tests.Attacks;
using ApiAuth.Middleware.Testing;
using ApiAuth.Middleware.Tests.Hosting;

namespace ApiAuth.Middleware.Security.Tests.HeaderMembers;

/// <summary>What must be understood is understood or refused (RFC 7515 §4.1.11, §5.2 step 5; RFC 7797).</summary>
public class CriticalTests
{
    [Fact, Trait("Row", "C1")]
    public async Task A_critical_extension_that_is_not_understood_is_refused()
    {
        await using var api = await TestApi.StartAsync();
        await api.AcceptsAsync(TestAccessToken.Valid.WithHeader("x-mfa", true), "an extension that is not critical");

        await api.RefusesAsync(AuthErrorReason.TokenMalformed, TestAccessToken.Valid.WithHeader("crit", new[] { "x-mfa" }).WithHeader("x-mfa", true));
        await api.RefusesAsync(AuthErrorReason.TokenMalformed, TestAccessToken.Valid.WithHeader("crit", new[] { "exp" }).WithHeader("exp", 4102444800));
        await api.RefusesAsync(AuthErrorReason.TokenMalformed, TestAccessToken.Valid.WithHeader("crit", new[] { "cnf" }).WithHeader("cnf", new { jkt = "x" }));
    }

    [Fact, Trait("Row", "C2")]
    public async Task A_malformed_crit_is_refused()
    {
        await using var api = await TestApi.StartAsync();
        await api.AcceptsAsync(TestAccessToken.Valid);

        object?[] values = [Array.Empty<string>(), "x", "alg", new { }, null, new[] { 1 }, new[] { "x", "x" }, new[] { "alg" }, new[] { "kid" }, new[] { "absent" }, new[] { "" }, true, 0];
        foreach (var value in values)
            await api.RefusesAsync(AuthErrorReason.TokenMalformed, TestAccessToken.Valid.WithHeader("crit", value), $"crit {value}");
    }

    [Fact, Trait("Row", "C3")]
    public async Task A_payload_that_is_not_encoded_is_refused()
    {
        await using var api = await TestApi.StartAsync();
        await api.AcceptsAsync(TestAccessToken.Valid);
        var key = api.Issuer.CurrentKey;
        var payload = Forge.PayloadOf(api.Issuer.Issue());
        var unencoded = Forge.Encode($$"""{"alg":"RS256","kid":"{{key.KeyId}}","crit":["b64"],"b64":false}""");

        await api.RefusesAsync(AuthErrorReason.TokenMalformed, TestAccessToken.Valid.WithHeader("b64", false), "b64 without crit");
        await api.RefusesAsync(AuthErrorReason.TokenMalformed, TestAccessToken.Valid.WithHeader("b64", true), "b64, true");
        await api.RefusesAsync(AuthErrorReason.TokenMalformed, TestAccessToken.Valid.WithHeader("b64", false).WithHeader("crit", new[] { "b64" }), "b64 with crit");
        var signature = System.Buffers.Text.Base64Url.EncodeToString(key.Sign("RS256", Encoding.UTF8.GetBytes($"{unencoded}.{payload}")));
        await api.RefusesAsync(AuthErrorReason.TokenMalformed, $"{unencoded}.{Forge.Encode(payload)}.{signature}", "signed as RFC 7797 says, sent encoded");
        await api.RefusesAsync(AuthErrorReason.TokenMalformed, $"{unencoded}..{signature}", "detached");
        await api.RefusesAsync(AuthErrorReason.TokenMalformed, $"{unencoded}.{payload.Replace(" ", "", StringComparison.Ordinal).Replace(",", "%2C", StringComparison.Ordinal)}.{signature}", "sent as it is");
    }

    [Fact, Trait("Row", "C4")]
    public async Task Members_of_encryption_and_nesting_are_refused_and_those_that_mean_nothing_here_are_ignored()
    {
        await using var api = await TestApi.StartAsync();
        await api.AcceptsAsync(TestAccessToken.Valid);

        foreach (var (name, value) in ((string, string)[])[("zip", "DEF"), ("enc", "A256GCM"), ("cty", "JWT"), ("cty", "json"), ("zip", ""), ("enc", "")])
            await api.RefusesAsync(AuthErrorReason.TokenMalformed, TestAccessToken.Valid.WithHeader(name, value), $"{name} {value}");
        // RFC 7515 §4: what is not understood and not critical is ignored; a signature has no use for these.
        await api.AcceptsAsync(TestAccessToken.Valid.WithHeader("epk", new { kty = "EC" }), "epk");
        await api.AcceptsAsync(TestAccessToken.Valid.WithHeader("p2c", 2147483647), "p2c");
    }
}
