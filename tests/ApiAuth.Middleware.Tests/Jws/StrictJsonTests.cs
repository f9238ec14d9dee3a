using ApiAuth.Middleware.Testing;
using ApiAuth.Middleware.Tests.Hosting;

namespace ApiAuth.Middleware.Tests.Jws;

/// <summary>What strict reading must still take; what it must not is in the table of bad input.</summary>
public class StrictJsonTests
{
    [Theory]
    [InlineData(" \t\r\n", "\r\n\t ")]
    [InlineData("\n", "")]
    public async Task White_space_of_JSON_may_stand_around_header_and_payload(string before, string behind)
    {
        await using var validator = new TestValidator();

        await validator.AcceptAsync(TestAccessToken.Valid with
        {
            RawHeader = RawSegment.Edit(json => before + json + behind),
            RawPayload = RawSegment.Edit(json => before + json + behind),
        });
    }

    [Theory]
    [InlineData(30, true)]
    [InlineData(31, true)]
    [InlineData(32, false)]
    public async Task Nesting_is_bounded(int arrays, bool passes)
    {
        await using var validator = new TestValidator();
        var nested = new string('[', arrays) + new string(']', arrays);

        var result = await validator.ValidateAsync(TestAccessToken.Valid with { RawPayload = RawSegment.Edit(json => $"{{\"x\":{nested},{json[1..]}") });

        Assert.Equal(passes ? null : AuthErrorReason.TokenMalformed, result.Reason);
    }

    [Fact]
    public async Task Escaped_names_and_values_are_the_names_and_values_they_spell()
    {
        await using var validator = new TestValidator();

        var token = await validator.AcceptAsync(TestAccessToken.Valid with
        {
            RawHeader = RawSegment.Edit(json => json.Replace("\"alg\":\"RS256\"", "\"\\u0061lg\":\"RS\\u003256\"", StringComparison.Ordinal)),
            RawPayload = RawSegment.Edit(json => json.Replace("\"iss\":\"https:", "\"\\u0069ss\":\"\\u0068ttps:", StringComparison.Ordinal)),
        });

        Assert.Equal("https://tenant.test/", token.Issuer);
    }

    [Fact]
    public async Task A_whole_surrogate_pair_is_a_letter_like_any_other()
    {
        await using var validator = new TestValidator();

        var token = await validator.AcceptAsync(TestAccessToken.Valid with { RawPayload = RawSegment.Edit(json => "{\"name\":\"\\ud83d\\ude00\"," + json[1..]) });

        Assert.Equal("\U0001F600", token.Claims.GetProperty("name").GetString());
    }

    [Fact]
    public async Task The_same_name_in_two_objects_is_no_duplicate_and_case_tells_names_apart()
    {
        await using var validator = new TestValidator();

        await validator.AcceptAsync(TestAccessToken.Valid with { RawPayload = RawSegment.Edit(json => "{\"x\":{\"iss\":1},\"y\":[{\"a\":1},{\"a\":1}],\"ISS\":\"https://evil.test/\"," + json[1..]) });
    }

    [Fact]
    public async Task Unknown_header_members_and_key_material_are_not_looked_at()
    {
        await using var validator = new TestValidator();

        await validator.AcceptAsync(TestAccessToken.Valid
            .WithHeader("x", new { y = 1 }).WithHeader("x5t", "abc").WithHeader("jwk", new { kty = "RSA" }).WithHeader("jku", "https://evil.test/").WithHeader("x5u", 1).WithHeader("x5c", null));
        Assert.Equal(1, validator.Issuer.JwksFetches);
    }
}
