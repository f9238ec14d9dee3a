using ApiAuth.Middleware.Security.Tests.Attacks;
using ApiAuth.Middleware.Testing;
using ApiAuth.Middleware.Tests.Hosting;

namespace ApiAuth.Middleware.Security.Tests.Claims;

/// <summary><c>exp</c>, <c>nbf</c>, <c>iat</c> (RFC 7519 §2, §4.1.4 to §4.1.6).</summary>
public class TimeTests
{
    private static readonly object?[] NoNumbers = ["123", "1795339571", "abc", true, null, Array.Empty<int>(), new[] { 4102444800 }, new { a = 1 }, "", -1, 1e300];

    [Fact, Trait("Row", "E1")]
    public async Task A_time_that_is_no_number_in_range_is_refused_and_never_taken_for_absent()
    {
        await using var api = await TestApi.StartAsync();
        await api.AcceptsAsync(TestAccessToken.Valid.WithClaim("nbf", api.Time.GetUtcNow().ToUnixTimeSeconds()));

        foreach (var claim in (string[])["exp", "nbf", "iat"])
            foreach (var value in NoNumbers)
                await api.RefusesAsync(AuthErrorReason.ClaimMalformed, TestAccessToken.Valid.WithClaim(claim, value), $"{claim} {value}");
    }

    [Fact, Trait("Row", "E2")]
    public async Task A_time_beyond_ten_years_or_in_milliseconds_is_refused()
    {
        await using var api = await TestApi.StartAsync();
        var now = api.Time.GetUtcNow();
        await api.AcceptsAsync(TestAccessToken.Valid.WithClaim("exp", now.AddDays(3652).ToUnixTimeSeconds()), "just within ten years");

        foreach (var value in (long[])[long.MaxValue, long.MaxValue - 1, 253402300800, 253402300799, now.AddHours(1).ToUnixTimeMilliseconds(), now.AddDays(3654).ToUnixTimeSeconds()])
            await api.RefusesAsync(AuthErrorReason.ClaimMalformed, TestAccessToken.Valid.WithClaim("exp", value), $"exp {value}");
    }

    [Fact, Trait("Row", "E3")]
    public async Task A_token_without_an_expiry_is_refused()
    {
        await using var api = await TestApi.StartAsync();
        await api.AcceptsAsync(TestAccessToken.Valid);

        await api.RefusesAsync(AuthErrorReason.ClaimMissing, TestAccessToken.Valid.WithoutClaim("exp"));
        foreach (var name in (string[])["EXP", "Exp", "expires", "exp ", "expires_in"])
            await api.RefusesAsync(AuthErrorReason.ClaimMissing, TestAccessToken.Valid.WithoutClaim("exp").WithClaim(name, 4102444800), name);
    }

    [Fact, Trait("Row", "E4")]
    public async Task The_edges_of_time_are_where_the_RFC_and_the_clock_skew_put_them()
    {
        foreach (var skew in (int[])[0, 30, 300])
        {
            await using var api = await Apis.WithAsync(options => options.Tokens.ClockSkew = TimeSpan.FromSeconds(skew));
            var now = api.Time.GetUtcNow().ToUnixTimeSeconds();
            var token = TestAccessToken.Valid.WithClaim("iat", now - 600);

            await api.AcceptsAsync(token.WithClaim("exp", now - skew + 1), $"skew {skew}, exp one second before the edge");
            await api.RefusesAsync(AuthErrorReason.TokenExpired, token.WithClaim("exp", now - skew), $"skew {skew}, exp on the edge");
            await api.RefusesAsync(AuthErrorReason.TokenExpired, token.WithClaim("exp", now - skew - 1), $"skew {skew}, exp behind the edge");
            await api.AcceptsAsync(token.WithClaim("nbf", now + skew), $"skew {skew}, nbf on the edge");
            await api.RefusesAsync(AuthErrorReason.TokenNotYetValid, token.WithClaim("nbf", now + skew + 1), $"skew {skew}, nbf behind the edge");
        }
    }

    [Fact, Trait("Row", "E4")]
    public async Task A_token_that_begins_after_it_ends_is_refused_though_the_clock_skew_covers_both()
    {
        await using var api = await TestApi.StartAsync();
        var now = api.Time.GetUtcNow().ToUnixTimeSeconds();
        await api.AcceptsAsync(TestAccessToken.Valid.WithClaim("exp", now + 10).WithClaim("nbf", now + 10), "it begins as it ends");

        await api.RefusesAsync(AuthErrorReason.ClaimMalformed, TestAccessToken.Valid.WithClaim("exp", now + 10).WithClaim("nbf", now + 11), "both ahead");
        await api.RefusesAsync(AuthErrorReason.ClaimMalformed, TestAccessToken.Valid.WithClaim("iat", now - 60).WithClaim("exp", now - 10).WithClaim("nbf", now - 5), "both past");
        await api.RefusesAsync(AuthErrorReason.ClaimMalformed, TestAccessToken.Valid.WithClaim("iat", now - 60).WithClaim("exp", now - 10).WithClaim("nbf", now + 20), "one past, one ahead");
        await api.RefusesAsync(AuthErrorReason.TokenNotYetValid, TestAccessToken.Valid.WithClaim("exp", now + 60).WithClaim("nbf", now + 120), "beyond the clock skew");
    }

    [Fact, Trait("Row", "E5")]
    public async Task A_token_that_was_issued_in_the_future_is_refused()
    {
        await using var api = await TestApi.StartAsync();
        var now = api.Time.GetUtcNow().ToUnixTimeSeconds();
        await api.AcceptsAsync(TestAccessToken.Valid.WithClaim("iat", now + 30), "on the edge of the clock skew");

        await api.RefusesAsync(AuthErrorReason.TokenNotYetValid, TestAccessToken.Valid.WithClaim("iat", now + 31));
        await api.RefusesAsync(AuthErrorReason.TokenNotYetValid, TestAccessToken.Valid.WithClaim("iat", now + 86_400 * 365));
    }
}
