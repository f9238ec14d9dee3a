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
}
