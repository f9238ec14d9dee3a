using System.Text;
using ApiAuth.Middleware.Testing;

namespace ApiAuth.Middleware.Tests.Authentication.BadInput;

/// <summary>Rule 3: header and payload are one JSON object each. All of these are signed as they are.</summary>
static class BadJson
{
    private static readonly Expected Malformed = Expected.Invalid("token_malformed", 103);

    public static IEnumerable<BadRequest> Rows =>
    [
        .. new[] { true, false }.SelectMany(OfBoth),
        Header("alg twice", json => "{\"alg\":\"none\"," + json[1..]),
        Header("kid twice", json => "{\"kid\":\"other\"," + json[1..]),
        Header("typ twice, once by escapes", json => "{\"t\\u0079p\":\"JWT\"," + json[1..]),
        .. new[] { "iss", "aud", "exp", "iat", "sub", "scope", "azp" }.Select(name => Payload($"{name} twice", json => $"{{\"{name}\":\"x\",{json[1..]}")),
        Payload("scope twice, once by escapes", json => "{\"sc\\u006fpe\":\"admin\"," + json[1..]),
        Payload("an unknown claim twice", json => "{\"x\":1,\"x\":1," + json[1..]),
        Payload("a nested name twice", json => "{\"x\":{\"jkt\":1,\"jkt\":1}," + json[1..]),
        Payload("a name twice within an array, once by escapes", json => "{\"x\":[{\"a\":1,\"\\u0061\":1}]," + json[1..]),
        Payload("half a surrogate pair as a value", json => "{\"x\":\"\\ud800\"," + json[1..]),
        Payload("half a surrogate pair as a name", json => "{\"\\udc00\":1," + json[1..]),
        Payload("half a surrogate pair deep within", json => "{\"x\":[{\"y\":\"\\ud800\\u0041\"}]," + json[1..]),
        Payload("deep nesting", json => "{\"x\":" + new string('[', 40) + new string(']', 40) + "," + json[1..]),
        Payload("thousands of brackets", json => "{\"x\":" + new string('[', 5000) + new string(']', 5000) + "," + json[1..]),
    ];

    private static IEnumerable<BadRequest> OfBoth(bool isHeader)
    {
        Func<string, Func<string, string>, BadRequest> row = isHeader ? Header : Payload;
        Func<string, Func<byte[], byte[]>, BadRequest> bytes = isHeader ? HeaderBytes : PayloadBytes;
        return
        [
            row("letters behind the object", json => json + "xx"),
            row("a second object", json => json + "{\"scope\":\"admin\"}"),
            row("a null byte behind the object", json => json + "\0"),
            row("a no-break space before the object", json => "\u00a0" + json),
            row("an array for the object", json => $"[{json}]"),
            row("a string for the object", _ => "\"{}\""),
            row("null for the object", _ => "null"),
            row("half of the object", json => json[..(json.Length / 2)]),
            row("a comment", json => json + "/* */"),
            row("a comma at the end", json => json[..^1] + ",}"),
            row("single quotes", json => json.Replace('"', '\'')),
            row("NaN", json => "{\"x\":NaN," + json[1..]),
            row("a leading zero", json => "{\"x\":01," + json[1..]),
            row("a raw line break in a string", json => "{\"x\":\"\n\"," + json[1..]),
            bytes("a byte order mark", utf8 => [0xEF, 0xBB, 0xBF, .. utf8]),
            bytes("UTF-16", utf8 => Encoding.Unicode.GetBytes(Encoding.UTF8.GetString(utf8))),
            bytes("a byte that is no UTF-8", utf8 => [.. "{\"x\":\""u8, 0xFF, .. "\","u8, .. utf8[1..]]),
            bytes("an overlong letter", utf8 => [.. "{\"x\":\""u8, 0xC0, 0xAF, .. "\","u8, .. utf8[1..]]),
        ];
    }

    private static BadRequest Header(string name, Func<string, string> edit) =>
        new($"{name} (header)", Malformed) { Break = token => token with { RawHeader = RawSegment.Edit(edit) } };

    private static BadRequest Payload(string name, Func<string, string> edit) =>
        new($"{name} (payload)", Malformed) { Break = token => token with { RawPayload = RawSegment.Edit(edit) } };

    private static BadRequest HeaderBytes(string name, Func<byte[], byte[]> edit) =>
        new($"{name} (header)", Malformed) { Break = token => token with { RawHeader = RawSegment.EditBytes(edit) } };

    private static BadRequest PayloadBytes(string name, Func<byte[], byte[]> edit) =>
        new($"{name} (payload)", Malformed) { Break = token => token with { RawPayload = RawSegment.EditBytes(edit) } };
}
