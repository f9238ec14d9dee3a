using ApiAuth.Middleware.Testing;
using ApiAuth.Middleware.Tests.Hosting;

namespace ApiAuth.Middleware.Tests.Tokens;

/// <summary>Rule 1.</summary>
public class LengthTests
{
    [Theory]
    [InlineData(1024)]
    [InlineData(16_384)]
    [InlineData(65_536)]
    public async Task A_token_of_the_longest_length_passes_and_one_letter_more_is_too_long(int length)
    {
        await using var validator = new TestValidator(options => options.Tokens.MaxLength = length);
        var longest = validator.Issuer.Issue(Padded(validator, length));
        Assert.Equal(length, longest.Length);

        Assert.True((await validator.ValidateAsync(longest)).IsValid);
        var refused = await validator.ValidateAsync(longest + "A");

        Assert.Equal(AuthErrorReason.TokenTooLong, refused.Reason);
        Assert.Equal($"Expected at most {length} characters (Tokens:MaxLength); found {length + 1} characters.", refused.Explanation);
    }

    // Base64url cannot have every length: spaces behind the payload and the header make up the rest.
    private static TestAccessToken Padded(TestValidator validator, int length)
    {
        var missing = length - validator.Issuer.Issue(TestAccessToken.Valid).Length;
        for (var header = 0; header < 3; header++)
            for (var payload = (missing * 3 / 4) - 4; payload <= missing; payload++)
            {
                var (behindHeader, behindPayload) = (new string(' ', header), new string(' ', Math.Max(payload, 0)));
                var token = TestAccessToken.Valid with { RawHeader = RawSegment.Edit(json => json + behindHeader), RawPayload = RawSegment.Edit(json => json + behindPayload) };
                var found = validator.Issuer.Issue(token with { RawSignature = new byte[256] }).Length;
                if (found == length)
                    return token;
                if (found > length)
                    break;
            }
        throw new InvalidOperationException($"No padding gives {length}.");
    }
}
