using System.Text;
using ApiAuth.Middleware.Security.Tests.Attacks;
using ApiAuth.Middleware.Testing;
using ApiAuth.Middleware.Tests.Hosting;

namespace ApiAuth.Middleware.Security.Tests.Format;

/// <summary>Header and payload are one JSON object each, read strictly (RFC 7515 §5.2 steps 3 and 4, §10.12; RFC 7519 §7.2).</summary>
public class JsonTests
{
    [Fact, Trait("Row", "D1")]
    public async Task A_member_that_is_there_twice_is_refused_at_any_depth_and_in_any_spelling()
    {
        await using var api = await TestApi.StartAsync();
        await api.AcceptsAsync(TestAccessToken.Rfc9068);

        foreach (var claim in (string[])["iss", "aud", "exp", "nbf", "iat", "sub", "scope", "client_id", "cnf", "jti"])
        {
            var token = claim is "nbf" or "cnf" ? TestAccessToken.Rfc9068.WithClaim(claim, 1) : TestAccessToken.Rfc9068;
            await api.RefusesAsync(AuthErrorReason.TokenMalformed, token with { RawPayload = RawSegment.Edit(json => RepeatedBehind(json, claim, claim)) }, $"{claim} behind");
            await api.RefusesAsync(AuthErrorReason.TokenMalformed, token with { RawPayload = RawSegment.Edit(json => RepeatedInFront(json, claim)) }, $"{claim} in front");
            await api.RefusesAsync(AuthErrorReason.TokenMalformed, token with { RawPayload = RawSegment.Edit(json => RepeatedBehind(json, claim, Escaped(claim))) }, $"{claim} escaped");
        }
        foreach (var member in (string[])["alg", "kid", "typ"])
        {
            await api.RefusesAsync(AuthErrorReason.TokenMalformed, TestAccessToken.Rfc9068 with { RawHeader = RawSegment.Edit(json => RepeatedBehind(json, member, member)) }, member);
            await api.RefusesAsync(AuthErrorReason.TokenMalformed, TestAccessToken.Rfc9068 with { RawHeader = RawSegment.Edit(json => RepeatedBehind(json, member, Escaped(member))) }, $"{member} escaped");
        }
        await api.RefusesAsync(AuthErrorReason.TokenMalformed, TestAccessToken.Rfc9068 with { RawHeader = RawSegment.Edit(json => json[..^1] + ",\"crit\":[],\"crit\":[]}") }, "crit");
        await api.RefusesAsync(AuthErrorReason.TokenMalformed, TestAccessToken.Rfc9068 with { RawPayload = RawSegment.Edit(json => json[..^1] + ",\"x\":{\"jkt\":1,\"jkt\":1}}") }, "nested");
        await api.RefusesAsync(AuthErrorReason.TokenMalformed, TestAccessToken.Rfc9068 with { RawPayload = RawSegment.Edit(json => json[..^1] + ",\"x\":[{\"y\":[{\"a\":1,\"\\u0061\":2}]}]}") }, "deeply nested, escaped");
    }

    private static string RepeatedBehind(string json, string member, string spelling)
    {
        using var parsed = System.Text.Json.JsonDocument.Parse(json);
        return $"{json[..^1]},\"{spelling}\":{parsed.RootElement.GetProperty(member).GetRawText()}}}";
    }

    private static string RepeatedInFront(string json, string member) => $"{{\"{member}\":\"first\",{json[1..]}";

    private static string Escaped(string name) => $"\\u{(int)name[0]:x4}{name[1..]}";

    [Fact, Trait("Row", "D3")]
    public async Task Bytes_behind_the_object_are_refused()
    {
        await using var api = await TestApi.StartAsync();
        await api.AcceptsAsync(TestAccessToken.Valid with { RawPayload = RawSegment.Edit(json => $" \t\r\n{json} \t\r\n") }, "JSON white space around it");

        foreach (var tail in (string[])["{\"scope\":\"admin\"}", "xx", "\0", ",", "}", "{}", " {}", "null", "\u00A0", "\uFEFF", "//", "/**/"])
        {
            await api.RefusesAsync(AuthErrorReason.TokenMalformed, TestAccessToken.Valid with { RawPayload = RawSegment.Edit(json => json + tail) }, $"payload {tail}");
            await api.RefusesAsync(AuthErrorReason.TokenMalformed, TestAccessToken.Valid with { RawHeader = RawSegment.Edit(json => json + tail) }, $"header {tail}");
        }
        await api.RefusesAsync(AuthErrorReason.TokenMalformed, TestAccessToken.Valid with { RawHeader = RawSegment.Edit(json => json + "{\"alg\":\"none\"}") });
    }

    [Fact, Trait("Row", "D5")]
    public async Task Text_that_is_no_UTF8_is_refused()
    {
        await using var api = await TestApi.StartAsync();
        await api.AcceptsAsync(TestAccessToken.Valid.WithClaim("name", "Zoë 🔑"), "UTF-8 beyond ASCII");

        foreach (var (label, edit) in NotUtf8)
        {
            await api.RefusesAsync(AuthErrorReason.TokenMalformed, TestAccessToken.Valid with { RawPayload = RawSegment.EditBytes(edit) }, $"payload {label}");
            await api.RefusesAsync(AuthErrorReason.TokenMalformed, TestAccessToken.Valid with { RawHeader = RawSegment.EditBytes(edit) }, $"header {label}");
        }
    }

    private static readonly (string, Func<byte[], byte[]>)[] NotUtf8 =
    [
        ("UTF-16", bytes => Encoding.Unicode.GetBytes(Encoding.UTF8.GetString(bytes))),
        ("UTF-16, big-endian", bytes => Encoding.BigEndianUnicode.GetBytes(Encoding.UTF8.GetString(bytes))),
        ("UTF-32", bytes => Encoding.UTF32.GetBytes(Encoding.UTF8.GetString(bytes))),
        ("a byte order mark", bytes => [0xEF, 0xBB, 0xBF, .. bytes]),
        ("half a character", bytes => WithMember(bytes, [0xC3])),
        ("an overlong quote", bytes => WithMember(bytes, [0xC0, 0xA2])),
        ("an overlong slash", bytes => WithMember(bytes, [0xE0, 0x80, 0xAF])),
        ("a surrogate in UTF-8", bytes => WithMember(bytes, [0xED, 0xA0, 0x80])),
        ("beyond Unicode", bytes => WithMember(bytes, [0xF4, 0x90, 0x80, 0x80])),
        ("Latin-1", bytes => WithMember(bytes, [0xE9])),
        ("0xFF", bytes => WithMember(bytes, [0xFF])),
        ("half a surrogate pair, escaped", bytes => WithMember(bytes, "\\ud800"u8)),
        ("the other half, escaped", bytes => WithMember(bytes, "\\udc00"u8)),
        ("two halves in the wrong order", bytes => WithMember(bytes, "\\udc00\\ud800"u8)),
    ];

    private static byte[] WithMember(byte[] json, ReadOnlySpan<byte> value) => [.. json[..^1], .. ",\"x\":\""u8, .. value, .. "\"}"u8];

    [Fact, Trait("Row", "D6")]
    public async Task Deep_nesting_and_oversized_parts_are_refused_before_the_signature_in_little_time_and_memory()
    {
        await using var api = await TestApi.StartAsync();
        await api.AcceptsAsync(TestAccessToken.Valid);

        var header = (int length) => TestAccessToken.Valid.WithHeader("x", new string('x', length));
        var claims = TestAccessToken.Valid with { RawPayload = RawSegment.Edit(json => json[..^1] + string.Concat(Enumerable.Range(0, 10_000).Select(index => $",\"c{index}\":1")) + "}") };
        (string Label, TestAccessToken Token, AuthErrorReason Reason)[] attacks =
        [
            ("10^5 brackets", TestAccessToken.Valid with { RawPayload = new string('[', 100_000) }, AuthErrorReason.TokenTooLong),
            ("10^4 brackets", TestAccessToken.Valid with { RawPayload = new string('[', 10_000) }, AuthErrorReason.TokenMalformed),
            ("10^4 brackets in the header", TestAccessToken.Valid with { RawHeader = new string('[', 10_000) }, AuthErrorReason.TokenMalformed),
            ("10^3 objects in a claim", TestAccessToken.Valid with { RawPayload = RawSegment.Edit(json => $"{json[..^1]},\"x\":{Nested(1000)}}}") }, AuthErrorReason.TokenMalformed),
            ("a header of 64 KB", header(65_536), AuthErrorReason.TokenTooLong),
            ("a header of 1 MB", header(1_000_000), AuthErrorReason.TokenTooLong),
            ("10^4 claims", claims, AuthErrorReason.TokenTooLong),
        ];
        foreach (var (label, attack, reason) in attacks)
        {
            var token = api.Issuer.Issue(attack);
            await api.RefusesAsync(reason, token, label);
            Assert.InRange(await api.AllocatedByRefusalAsync(token), 0, 1_000_000);
            Assert.InRange(await api.TimeOfRefusalAsync(token), TimeSpan.Zero, TimeSpan.FromMilliseconds(20));
        }
        // What is long but within the limit is read, and its signature decides.
        await api.AcceptsAsync(header(8_000), "a header of 8 KB");
        await api.RefusesAsync(AuthErrorReason.SignatureInvalid, header(8_000) with { Key = TestKey.Rsa(), KeyId = api.Issuer.CurrentKey.KeyId }, "a header of 8 KB, forged");
    }

    private static string Nested(int depth) => $"{string.Concat(Enumerable.Repeat("{\"x\":", depth))}1{new string('}', depth)}";

    [Fact, Trait("Row", "D9")]
    public async Task A_number_out_of_range_never_becomes_a_time_that_passes()
    {
        await using var api = await TestApi.StartAsync();
        await api.AcceptsAsync(Exp("1767229200.5", api), "a fraction");
        await api.AcceptsAsync(Exp("17672292e2", api), "an exponent");

        (string Number, AuthErrorReason Reason)[] numbers =
        [
            ("1e400", AuthErrorReason.ClaimMalformed), ("-1e400", AuthErrorReason.ClaimMalformed), ("1E2", AuthErrorReason.TokenExpired), ("-0", AuthErrorReason.TokenExpired), ("0", AuthErrorReason.TokenExpired),
            ("-1", AuthErrorReason.ClaimMalformed), ("9223372036854775807", AuthErrorReason.ClaimMalformed), ("9223372036854775808", AuthErrorReason.ClaimMalformed), ("18446744073709551617", AuthErrorReason.ClaimMalformed),
            (new string('9', 5_000), AuthErrorReason.ClaimMalformed), (new string('9', 100_000), AuthErrorReason.TokenTooLong), ("0." + new string('0', 5_000) + "1", AuthErrorReason.TokenExpired),
            ("01767229200", AuthErrorReason.TokenMalformed), ("+1767229200", AuthErrorReason.TokenMalformed), ("1767229200.", AuthErrorReason.TokenMalformed), (".5", AuthErrorReason.TokenMalformed),
            ("0x69559E90", AuthErrorReason.TokenMalformed), ("1_767_229_200", AuthErrorReason.TokenMalformed), ("NaN", AuthErrorReason.TokenMalformed), ("Infinity", AuthErrorReason.TokenMalformed), ("1e", AuthErrorReason.TokenMalformed),
        ];
        foreach (var (number, reason) in numbers)
            await api.RefusesAsync(reason, Exp(number, api), $"exp {number[..Math.Min(number.Length, 40)]}");
        foreach (var claim in (string[])["nbf", "iat"])
        {
            // What is out of date as an expiry is long past as a beginning.
            foreach (var (number, _) in numbers.Where(row => row.Reason == AuthErrorReason.TokenExpired))
                await api.AcceptsAsync(Time(claim, number, api), $"{claim} {number[..Math.Min(number.Length, 40)]}");
            foreach (var (number, reason) in numbers.Append(("253402300800", AuthErrorReason.ClaimMalformed)).Where(row => row.Item2 != AuthErrorReason.TokenExpired))
                await api.RefusesAsync(reason, Time(claim, number, api), $"{claim} {number[..Math.Min(number.Length, 40)]}");
        }
    }

    private static string Exp(string number, TestApi api) => Time("exp", number, api);

    private static string Time(string claim, string number, TestApi api) =>
        api.Issuer.Issue(TestAccessToken.Valid.WithoutClaim(claim) with { RawPayload = RawSegment.Edit(json => $"{json[..^1]},\"{claim}\":{number}}}") });
}
