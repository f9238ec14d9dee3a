using System.Net;
using System.Text;
using ApiAuth.Middleware.Security.Tests.Attacks;
using ApiAuth.Middleware.Testing;
using ApiAuth.Middleware.Tests.Hosting;

namespace ApiAuth.Middleware.Security.Tests.Format;

/// <summary>A token is three parts of canonical base64url joined by dots, and has one spelling (RFC 7515 §2, §5.2, §7.1).</summary>
public class SegmentTests
{
    private const string InvalidRequest = "Bearer realm=\"api\", error=\"invalid_request\", error_description=\"The request must carry exactly one access token, as Authorization: Bearer\"";

    [Fact, Trait("Row", "D2")]
    public async Task A_token_that_is_compact_and_JSON_at_once_is_refused()
    {
        await using var api = await TestApi.StartAsync();
        var token = api.Issuer.Issue();
        await api.AcceptsAsync(token);
        var (header, payload, signature) = (token.Split('.')[0], token.Split('.')[1], token.Split('.')[2]);
        var general = $$"""{"payload":"{{payload}}","signatures":[{"protected":"{{header}}","signature":"{{signature}}"}]}""";

        string[] texts =
        [
            $$"""{"{{header}}.":"{{payload}}","x":".{{signature}}"}""", $$"""{" {{header}}.":"{{payload}}","x":".{{signature}}"}""",
            $$"""{"protected":"{{header}}","payload":"{{payload}}","signature":"{{signature}}"}""", general,
        ];
        foreach (var text in texts)
        {
            Assert.Equal((text, AuthErrorReason.TokenMalformed), (text, (await api.ValidateAsync(text)).Reason!.Value));
            // A comma parts credentials: what holds one is several, and that is a malformed request.
            Assert.Equal((400, "request_malformed", InvalidRequest), await api.SendFieldsAsync($"Bearer {text}"));
            await api.RefusesAsync(AuthErrorReason.TokenMalformed, text.Replace(',', ';').Replace(" ", "", StringComparison.Ordinal));
        }
        var posted = new HttpRequestMessage(HttpMethod.Get, "/private") { Content = new StringContent(general, Encoding.UTF8, "application/jose+json") };
        Assert.Equal(HttpStatusCode.Unauthorized, (await api.SendAsync(posted)).Status);
    }

    [Fact, Trait("Row", "D4")]
    public async Task A_part_that_is_no_canonical_base64url_is_refused_even_if_it_was_signed_so()
    {
        await using var api = await TestApi.StartAsync();
        await api.AcceptsAsync(TestAccessToken.Valid);

        foreach (var (label, edit) in NotCanonical)
        {
            await RefusesUnlessSplitAsync(api, TestAccessToken.Valid with { RawHeader = RawSegment.EditEncoded(edit) }, $"header {label}");
            await RefusesUnlessSplitAsync(api, TestAccessToken.Valid with { RawPayload = RawSegment.EditEncoded(edit) }, $"payload {label}");
            await RefusesUnlessSplitAsync(api, TestAccessToken.Valid with { RawSignature = RawSegment.EditEncoded(edit) }, $"signature {label}");
        }
    }

    // White space parts or ends a credential before it is looked at; the validator takes it as it is.
    private static async Task RefusesUnlessSplitAsync(TestApi api, TestAccessToken attack, string label)
    {
        var token = api.Issuer.Issue(attack);
        if (!token.AsSpan().ContainsAny(" \t\r\n"))
            await api.RefusesAsync(AuthErrorReason.TokenMalformed, token, label);
        Assert.Equal((label, AuthErrorReason.TokenMalformed), (label, (await api.ValidateAsync(token)).Reason!.Value));
    }

    private static readonly (string, Func<string, string>)[] NotCanonical =
    [
        ("padded", text => text + "="), ("padded twice", text => text + "=="), ("padded right", text => text.PadRight((text.Length + 3) / 4 * 4, '=')),
        ("a space in it", text => text.Insert(4, " ")), ("a space in front", text => " " + text), ("a space behind", text => text + " "),
        ("a tab", text => text.Insert(4, "\t")), ("a line feed", text => text.Insert(4, "\n")), ("a line feed behind", text => text + "\n"), ("a carriage return", text => text.Insert(4, "\r\n")),
        ("a plus", text => "+" + text[1..]), ("a slash", text => "/" + text[1..]), ("a percent sign", text => text[..^1] + "%41"),
        ("a letter beyond ASCII", text => text[..^1] + "é"), ("a quote", text => $"\"{text}\""), ("a brace", text => "{" + text), ("a backslash", text => text + "\\"),
        ("a length of 4n+1", text => text[..(text.Length / 4 * 4)] + "A"), ("bits beyond the end", text => text[..(((text.Length - 2) / 4 * 4) + 2)][..^1] + "B"), ("nothing", _ => ""),
    ];

    [Fact, Trait("Row", "D4")]
    public async Task A_token_that_passed_does_not_pass_in_another_spelling()
    {
        await using var api = await TestApi.StartAsync();
        var token = api.Issuer.Issue();
        await api.AcceptsAsync(token);

        foreach (var other in (string[])[token + "=", token + "==", token + ".", "." + token, token + "%3D", token[..^1], token.Replace('_', '/').Replace('-', '+') + "="])
            await api.RefusesAsync(AuthErrorReason.TokenMalformed, other);
        await api.RefusesAsync(AuthErrorReason.TokenMalformed, LastBitsSet(token), "the bits that count for nothing");
    }

    // 256 bytes take 342 letters, the last of which carries four bits of nothing.
    private static string LastBitsSet(string token)
    {
        const string letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        return token[..^1] + letters[letters.IndexOf(token[^1], StringComparison.Ordinal) + 1];
    }

    [Fact, Trait("Row", "D12")]
    public async Task A_letter_that_no_token_has_is_refused_wherever_it_stands()
    {
        await using var api = await TestApi.StartAsync();
        var token = api.Issuer.Issue();
        await api.AcceptsAsync(token);

        foreach (var letter in "{}[]\"'%()<>@:;\\/?=!#$&*+^`|~\u00E9\u2028\uFF0E\0\u007F")
            foreach (var at in (int[])[0, 5, token.IndexOf('.', StringComparison.Ordinal), token.Length / 2, token.LastIndexOf('.') + 1, token.Length])
                Assert.Equal((letter, at, (401, "token_malformed", Verdicts.InvalidToken)), (letter, at, await api.SendFieldsAsync($"Bearer {token.Insert(at, letter.ToString())}")));
    }

    [Fact, Trait("Row", "D7")]
    public async Task A_million_dots_are_refused_without_being_split()
    {
        await using var api = await TestApi.StartAsync();
        await api.AcceptsAsync(TestAccessToken.Valid);
        var dots = new string('.', 1_000_000);

        await api.RefusesAsync(AuthErrorReason.TokenTooLong, dots);
        await api.RefusesAsync(AuthErrorReason.TokenMalformed, new string('.', 16_384), "as many as fit");
        Assert.InRange(await api.AllocatedByRefusalAsync(dots), 0, 4096);
        Assert.InRange(await api.AllocatedByRefusalAsync(new string('.', 16_384)), 0, 4096);
    }

    [Fact, Trait("Row", "D8")]
    public async Task Malformed_base64url_is_refused_and_throws_nothing()
    {
        await using var api = await TestApi.StartAsync();
        var parts = api.Issuer.Issue().Split('.');
        await api.AcceptsAsync(string.Join('.', parts));
        var random = new Random(8);
        char[] letters = [.. Enumerable.Range(0, 128).Select(code => (char)code), '\u0080', '\u00FF', '\u0100', '\u2028', '\uD800', '\uDC00', '\uFFFF'];

        for (var round = 0; round < 100_000; round++)
        {
            var tail = string.Concat(Enumerable.Range(0, random.Next(1, 4)).Select(_ => letters[random.Next(letters.Length)]));
            var part = round % 3;
            var cut = parts[part][..^random.Next(0, 4)];
            string[] mutated = [.. parts];
            mutated[part] = cut + tail;
            if (mutated[part] == parts[part])
                continue;
            var verdict = await api.ValidateAsync(string.Join('.', mutated));
            Assert.False(verdict.IsValid, $"round {round}: part {part} ends with {Uri.EscapeDataString(tail)}");
        }
    }
}
