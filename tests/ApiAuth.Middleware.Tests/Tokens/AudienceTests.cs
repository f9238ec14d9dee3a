using ApiAuth.Middleware.Testing;
using ApiAuth.Middleware.Tests.Hosting;

namespace ApiAuth.Middleware.Tests.Tokens;

/// <summary>Rule 9: one of the audiences, exactly (RFC 7519 §4.1.3).</summary>
public class AudienceTests
{
    [Fact]
    public async Task One_of_several_audiences_is_enough_in_the_token_and_in_the_options()
    {
        await using var validator = new TestValidator(options => options.Audiences = ["https://second.test/"]);

        Assert.Equal(["urn:test-api"], (await validator.AcceptAsync(TestAccessToken.Valid)).Audiences);
        Assert.Equal(["https://second.test/"], (await validator.AcceptAsync(TestAccessToken.Valid with { Audience = "https://second.test/" })).Audiences);
        Assert.Equal(["a", "urn:test-api"], (await validator.AcceptAsync(TestAccessToken.Valid with { Audiences = ["a", "urn:test-api"] })).Audiences);
        await validator.RefuseAsync(AuthErrorReason.AudienceMismatch, TestAccessToken.Valid with { Audiences = ["a", "https://second.test"] });
    }

    [Fact]
    public async Task The_explanation_shows_both_sides()
    {
        await using var validator = new TestValidator(options => options.Audiences = ["https://second.test/"]);

        var one = await validator.ValidateAsync(TestAccessToken.Valid with { Audience = "https://second.test" });
        var many = await validator.ValidateAsync(TestAccessToken.Valid with { Audiences = ["a", "b\"\u2028\r\n", "c", "d", "e", "f"] });
        var none = await validator.ValidateAsync(TestAccessToken.Valid.WithoutClaim("aud"));

        Assert.EndsWith("found aud \"https://second.test\".", one.Explanation, StringComparison.Ordinal);
        Assert.EndsWith("found aud [\"a\", \"b????\", \"c\", \"d\", \"e\"].", many.Explanation, StringComparison.Ordinal);
        Assert.EndsWith("found no aud.", none.Explanation, StringComparison.Ordinal);
        Assert.Contains("\"urn:test-api\"", one.Explanation, StringComparison.Ordinal);
        Assert.Contains("\"https://second.test/\"", one.Explanation, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(9, 10, "")]
    [InlineData(10, 10, " or 1 more;")]
    [InlineData(999, 10, " or 990 more;")]
    public async Task The_explanation_names_ten_of_ours_at_most_and_counts_the_rest(int others, int named, string rest)
    {
        await using var validator = new TestValidator(options => options.Audiences = [.. Enumerable.Range(0, others).Select(index => $"urn:api-{index}")]);
        await validator.AcceptAsync(TestAccessToken.Valid);

        var result = await validator.ValidateAsync(TestAccessToken.Valid with { Audience = "https://stranger.test/" });

        Assert.Equal(AuthErrorReason.AudienceMismatch, result.Reason);
        Assert.Equal(named, result.Explanation!.Split("\"urn:").Length - 1);
        Assert.Contains(rest, result.Explanation, StringComparison.Ordinal);
        Assert.Equal(rest.Length > 0, result.Explanation.Contains(" more;", StringComparison.Ordinal));
    }
}
