using ApiAuth.Middleware.Testing;
using ApiAuth.Middleware.Tests.Hosting;

namespace ApiAuth.Middleware.Tests.Tokens;

/// <summary>Rule 10: exp, nbf and iat against the clock (RFC 7519 §4.1.4 to §4.1.6).</summary>
public class LifetimeTests
{
    [Theory]
    [InlineData(30, -1, true)]
    [InlineData(30, 0, true)]
    [InlineData(30, 29, true)]
    [InlineData(30, 30, false)]
    [InlineData(30, 31, false)]
    [InlineData(0, -1, true)]
    [InlineData(0, 0, false)]
    [InlineData(300, 299, true)]
    [InlineData(300, 300, false)]
    public async Task A_token_holds_until_its_exp_and_the_skew(int skew, int secondsAfterExp, bool passes)
    {
        await using var validator = new TestValidator(options => options.Tokens.ClockSkew = TimeSpan.FromSeconds(skew));
        var token = validator.Issuer.Issue(TestAccessToken.Valid with { Lifetime = TimeSpan.FromMinutes(10) });
        validator.Time.Advance(TimeSpan.FromSeconds(600 + secondsAfterExp));

        var result = await validator.ValidateAsync(token);

        Assert.Equal(passes ? null : AuthErrorReason.TokenExpired, result.Reason);
    }

    [Fact]
    public async Task A_remembered_token_holds_no_longer_than_a_new_one()
    {
        await using var validator = new TestValidator();
        var token = validator.Issuer.Issue(TestAccessToken.Valid with { Lifetime = TimeSpan.FromMinutes(10) });
        Assert.True((await validator.ValidateAsync(token)).IsValid);

        validator.Time.Advance(TimeSpan.FromSeconds(629));
        Assert.True((await validator.ValidateAsync(token)).IsValid);
        validator.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(AuthErrorReason.TokenExpired, (await validator.ValidateAsync(token)).Reason);
    }

    [Fact]
    public async Task A_remembered_token_is_refused_when_the_clock_is_set_back_behind_it()
    {
        var clock = new SettableClock();
        await using var validator = new TestValidator(options => options.TimeProvider = clock);
        var token = validator.Issuer.Issue(TestAccessToken.Valid with { Delay = TimeSpan.Zero });
        Assert.True((await validator.ValidateAsync(token)).IsValid);

        clock.Now -= TimeSpan.FromSeconds(31);
        Assert.Equal(AuthErrorReason.TokenNotYetValid, (await validator.ValidateAsync(token)).Reason);
    }

    [Theory]
    [InlineData("nbf", 30, true)]
    [InlineData("nbf", 31, false)]
    [InlineData("iat", 30, true)]
    [InlineData("iat", 31, false)]
    public async Task A_token_begins_at_its_nbf_and_iat_less_the_skew(string claim, int secondsAhead, bool passes)
    {
        await using var validator = new TestValidator();
        var at = validator.Time.GetUtcNow().ToUnixTimeSeconds() + secondsAhead;

        var result = await validator.ValidateAsync(TestAccessToken.Valid.WithClaim(claim, at));

        Assert.Equal(passes ? null : AuthErrorReason.TokenNotYetValid, result.Reason);
    }

    [Theory]
    [InlineData(0.5, 30, true)]
    [InlineData(0.5, 31, false)]
    [InlineData(-0.5, 29, true)]
    [InlineData(-0.5, 30, false)]
    public async Task Times_may_have_fractions(double fraction, int secondsLater, bool passes)
    {
        await using var validator = new TestValidator();
        var token = validator.Issuer.Issue(TestAccessToken.Valid.WithClaim("exp", validator.Time.GetUtcNow().ToUnixTimeSeconds() + fraction));
        validator.Time.Advance(TimeSpan.FromSeconds(secondsLater));

        Assert.Equal(passes ? null : AuthErrorReason.TokenExpired, (await validator.ValidateAsync(token)).Reason);
    }

    [Theory]
    [InlineData(3652, true)]
    [InlineData(3654, false)]
    public async Task An_exp_lies_at_most_ten_years_ahead(int days, bool passes)
    {
        await using var validator = new TestValidator();

        var result = await validator.ValidateAsync(TestAccessToken.Valid with { Lifetime = TimeSpan.FromDays(days) });

        Assert.Equal(passes ? null : AuthErrorReason.ClaimMalformed, result.Reason);
    }

    [Fact]
    public async Task Whether_the_times_are_numbers_is_asked_before_whether_they_hold()
    {
        await using var validator = new TestValidator();

        await validator.RefuseAsync(AuthErrorReason.TokenExpired, TestAccessToken.Expired);
        await validator.RefuseAsync(AuthErrorReason.ClaimMalformed, TestAccessToken.Expired.WithClaim("nbf", "soon"));
        await validator.RefuseAsync(AuthErrorReason.ClaimMissing, TestAccessToken.NotYetValid.WithoutClaim("exp"));
    }

    [Fact]
    public async Task Nbf_and_iat_may_be_absent()
    {
        await using var validator = new TestValidator();

        var token = await validator.AcceptAsync(TestAccessToken.Valid.WithoutClaim("iat"));

        Assert.Equal((null, null), (token.IssuedAt, token.NotBefore));
    }

    [Fact]
    public async Task The_explanation_of_an_expiry_shows_both_times_and_the_skew()
    {
        await using var validator = new TestValidator();

        var result = await validator.ValidateAsync(TestAccessToken.Expired);

        Assert.Equal("Expected exp after 2026-01-01T00:00:00Z (clock skew 30 s); found exp 2025-12-31T23:00:00Z.", result.Explanation);
    }

    private sealed class SettableClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
