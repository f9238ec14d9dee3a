using ApiAuth.Middleware.Security.Tests.Attacks;
using ApiAuth.Middleware.Testing;
using ApiAuth.Middleware.Tests.Hosting;

namespace ApiAuth.Middleware.Security.Tests.HeaderKeys;

/// <summary><c>kid</c> finds a key in the issuer's set and does nothing else (RFC 7515 §4.1.4, RFC 8725 §3.10).</summary>
public class KeyIdTests
{
    [Fact, Trait("Row", "B5")]
    public async Task A_kid_that_is_a_path_a_query_or_a_command_is_an_unknown_kid()
    {
        await using var api = await TestApi.StartAsync();
        await api.AcceptsAsync(TestAccessToken.Valid);

        string[] kids =
        [
            "../../../../dev/null", "/dev/null", "k1' OR '1'='1", "test-key-1\0", "test-key-1\r\nX: y", "*)(kid=*", "`id`", "$(id)", "| sleep 5", "%00", "", "🔑", "\u00FF\u0100", new('k', 10_000),
            "http://169.254.169.254/latest/meta-data", "test-key-1 ", " test-key-1",
        ];
        foreach (var kid in kids)
        {
            var fetches = api.Issuer.JwksFetches;
            await api.RefusesAsync(AuthErrorReason.KeyUnknown, TestAccessToken.Valid with { KeyId = kid }, kid);
            Assert.InRange(api.Issuer.JwksFetches, fetches, fetches + 1);
            var line = Assert.Single(api.Logs.Refusals).Message;
            Assert.All(line, letter => Assert.InRange(letter, ' ', '~'));
            Assert.DoesNotContain(new string('k', 101), line, StringComparison.Ordinal);
            api.Time.Advance(TimeSpan.FromSeconds(30)); // The bucket of fetches fills again.
        }
    }

    [Fact, Trait("Row", "B6")]
    public async Task A_kid_that_is_no_string_is_refused()
    {
        await using var api = await TestApi.StartAsync();
        await api.AcceptsAsync(TestAccessToken.Valid);

        foreach (var kid in (object?[])[1, 1.5, true, null, new[] { "test-key-1" }, new { kid = "test-key-1" }, Array.Empty<int>()])
            await api.RefusesAsync(AuthErrorReason.TokenMalformed, TestAccessToken.Valid.WithHeader("kid", kid), $"kid {kid}");
    }

    [Fact, Trait("Row", "B7")]
    public async Task The_issuer_is_checked_before_any_key_is_looked_for()
    {
        await using var api = await TestApi.StartAsync();
        await api.AcceptsAsync(TestAccessToken.Valid);
        var fetches = api.Issuer.JwksFetches;

        await api.RefusesAsync(AuthErrorReason.IssuerUnknown, TestAccessToken.UnknownKey with { Issuer = "https://evil.test/" });
        await api.RefusesAsync(AuthErrorReason.AudienceMismatch, TestAccessToken.UnknownKey with { Audience = "urn:other" });
        await api.RefusesAsync(AuthErrorReason.TokenExpired, TestAccessToken.UnknownKey with { Age = TimeSpan.FromHours(2) });

        Assert.Equal(fetches, api.Issuer.JwksFetches);
        Assert.DoesNotContain(api.Issuer.Requests, address => address.Host != "tenant.test");
    }

    [Fact, Trait("Row", "B8")]
    public async Task A_kid_is_matched_whole_and_in_case()
    {
        var (lower, upper) = (TestKey.Rsa(index: 1) with { KeyId = "k1" }, TestKey.Rsa(index: 2) with { KeyId = "K1" });
        await using var api = await Apis.PublishingAsync(["RS256"], lower, upper);
        await api.AcceptsAsync(TestAccessToken.Valid with { Key = lower });
        await api.AcceptsAsync(TestAccessToken.Valid with { Key = upper });

        await api.RefusesAsync(AuthErrorReason.SignatureInvalid, TestAccessToken.Valid with { Key = lower, KeyId = "K1" });
        await api.RefusesAsync(AuthErrorReason.SignatureInvalid, TestAccessToken.Valid with { Key = upper, KeyId = "k1" });
        await api.RefusesAsync(AuthErrorReason.KeyUnknown, TestAccessToken.Valid with { Key = lower, KeyId = "k" });
        await api.RefusesAsync(AuthErrorReason.KeyUnknown, TestAccessToken.Valid with { Key = lower, KeyId = "k11" });
    }
}
