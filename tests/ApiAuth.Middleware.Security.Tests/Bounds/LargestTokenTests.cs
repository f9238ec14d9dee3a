using System.Text;
using System.Text.Json;
using ApiAuth.Middleware.Security.Tests.Attacks;
using ApiAuth.Middleware.Testing;
using ApiAuth.Middleware.Tests.Hosting;

namespace ApiAuth.Middleware.Security.Tests.Bounds;

/// <summary>The largest, deepest and fullest token that passes, and the first that does not.</summary>
public class LargestTokenTests
{
    [Fact]
    public async Task A_token_of_the_greatest_length_passes_and_one_letter_more_is_refused()
    {
        foreach (var limit in (int[])[1024, 16_384, 65_536])
        {
            await using var api = await Apis.WithAsync(options => options.Tokens.MaxLength = limit);
            await api.AcceptsAsync(OfLength(api, limit), $"{limit} letters");
            await api.RefusesAsync(AuthErrorReason.TokenTooLong, OfLength(api, limit + 1), $"{limit + 1} letters");
        }
    }

    // Base64url skips every fourth length in each part; two parts together reach all.
    private static string OfLength(TestApi api, int length)
    {
        var bare = api.Issuer.Issue(TestAccessToken.Valid.WithHeader("x", "")).Length;
        for (var header = 0; header < 8; header++)
            for (var payload = Math.Max(0, ((length - bare) * 3 / 4) - 20); payload < length; payload++)
            {
                var token = api.Issuer.Issue(TestAccessToken.Valid.WithHeader("x", new string('h', header)).WithClaim("x", new string('p', payload)));
                if (token.Length == length)
                    return token;
                if (token.Length > length)
                    break;
            }
        throw new InvalidOperationException($"No token has {length} letters.");
    }

    [Fact]
    public async Task JSON_of_the_greatest_depth_passes_and_one_level_more_is_refused()
    {
        await using var api = await TestApi.StartAsync();
        await api.AcceptsAsync(Deep(31), "a claim of 31 levels, below the object itself");
        await api.RefusesAsync(AuthErrorReason.TokenMalformed, Deep(32));
        await api.AcceptsAsync(TestAccessToken.Valid with { RawHeader = RawSegment.Edit(json => $"{json[..^1]},\"x\":{Brackets(31)}}}") }, "the header too");
        await api.RefusesAsync(AuthErrorReason.TokenMalformed, TestAccessToken.Valid with { RawHeader = RawSegment.Edit(json => $"{json[..^1]},\"x\":{Brackets(32)}}}") });
    }

    private static TestAccessToken Deep(int levels) => TestAccessToken.Valid with { RawPayload = RawSegment.Edit(json => $"{json[..^1]},\"x\":{Brackets(levels)}}}") };

    private static string Brackets(int levels) => new string('[', levels) + new string(']', levels);

    [Theory]
    [InlineData(16_384, 1024)]
    [InlineData(65_536, 4096)]
    public async Task A_sixteenth_of_the_greatest_length_in_names_and_values_passes_and_one_more_is_refused(int maxLength, int most)
    {
        await using var api = await Apis.WithAsync(options => (options.Tokens.MaxLength, options.TokenCache.Capacity) = (maxLength, 0));
        foreach (var (part, fill) in Fillings)
        {
            await api.AcceptsAsync(fill(most), $"{part} with {most}");
            await api.RefusesAsync(AuthErrorReason.TokenTooLong, fill(most + 1));
            var result = await api.ValidateAsync(api.Issuer.Issue(fill(most + 1)));
            Assert.Contains($"at most {most} names and values (a sixteenth of Tokens:MaxLength)", result.Explanation, StringComparison.Ordinal);
            Assert.Contains($"a {part} with more", result.Explanation, StringComparison.Ordinal);
        }
    }

    private static (string Part, Func<int, TestAccessToken> Fill)[] Fillings =>
    [
        ("payload", values => TestAccessToken.Valid with { RawPayload = RawSegment.Edit(json => Filled(json, values, ",\"x\":[", "1,", "1]")) }),
        ("payload", values => TestAccessToken.Valid with { RawPayload = RawSegment.Edit(json => Filled(json, values, ",\"x\":[", "[],", "{}]")) }),
        ("header", values => TestAccessToken.Valid with { RawHeader = RawSegment.Edit(json => Filled(json, values, ",\"x\":[", "\"\",", "null]")) }),
    ];

    // The name, the array, the last value: three; the rest is filled.
    private static string Filled(string json, int values, string begin, string value, string end) =>
        $"{json[..^1]}{begin}{string.Concat(Enumerable.Repeat(value, values - Values(json) - 3))}{end}}}";

    private static int Values(string json)
    {
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(json));
        var values = 0;
        while (reader.Read())
            values += reader.TokenType is JsonTokenType.EndObject or JsonTokenType.EndArray ? 0 : 1;
        return values;
    }
}
