using System.Text;
using System.Text.Json;
using ApiAuth.LocalTenant.Schemas;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace ApiAuth.LocalTenant.OAuth;

/// <summary>The parameters of a request to an OAuth endpoint; one without a value counts as absent (RFC 6749 §3.2).</summary>
internal sealed class OAuthParameters(IReadOnlyDictionary<string, string> values)
{
    private const int LargestBody = 64 * 1024;
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public string? this[string name] => values.TryGetValue(name, out var value) && value.Length > 0 ? value : null;

    /// <summary>The names of the parameters that came.</summary>
    public IEnumerable<string> Names => values.Keys;

    public IEnumerable<KeyValuePair<string, string>> Named() => values;

    /// <summary>The query parameters; the one that came more than once (RFC 6749 §3.1), if any, is without a value and named beside.</summary>
    public static (OAuthParameters Parameters, string? Repeated) FromQuery(IQueryCollection query) => (
        new(query.ToDictionary(parameter => parameter.Key, parameter => parameter.Value is [var single] ? single ?? "" : "")),
        query.FirstOrDefault(parameter => parameter.Value.Count > 1).Key);

    /// <summary>The API that is meant; null for none.</summary>
    public string? Audience(TenantSettings settings) => this["audience"]
        ?? (settings.ResourceParameterProfile == ResourceParameterProfile.Compatibility ? this["resource"] : null)
        ?? settings.DefaultAudience;

    /// <summary>Reads a form or JSON body.</summary>
    public static async ValueTask<(OAuthParameters? Parameters, OAuthError? Error)> ReadAsync(HttpRequest request)
    {
        Func<byte[], (OAuthParameters?, OAuthError?)>? parse = MediaType(request) switch
        {
            "application/x-www-form-urlencoded" => ParseForm,
            "application/json" => ParseJson,
            _ => null,
        };
        if (parse is null)
            return (null, OAuthError.UnsupportedContentType);
        if (await ReadBodyAsync(request) is not { } body)
            return (null, OAuthError.BodyTooLarge);
        try
        {
            return parse(body);
        }
        catch (Exception unreadable) when (unreadable is JsonException or DecoderFallbackException or InvalidDataException)
        {
            return (null, OAuthError.UnreadableBody);
        }
    }

    private static string? MediaType(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type) ? type.MediaType.Value?.ToLowerInvariant() : null;

    private static async ValueTask<byte[]?> ReadBodyAsync(HttpRequest request)
    {
        var buffer = new byte[LargestBody + 1];
        var read = await request.Body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, request.HttpContext.RequestAborted);
        return read > LargestBody ? null : buffer[..read];
    }

    private static (OAuthParameters?, OAuthError?) ParseForm(byte[] body)
    {
        using var reader = new FormReader(StrictUtf8.GetString(body));
        return Single(reader.ReadForm());
    }

    private static (OAuthParameters?, OAuthError?) Single(Dictionary<string, StringValues> form) =>
        form.FirstOrDefault(parameter => parameter.Value.Count > 1) is { Key: { } repeated }
            ? (null, OAuthError.InvalidParameter(repeated))
            : (new(form.ToDictionary(parameter => parameter.Key, parameter => parameter.Value.ToString())), null);

    private static (OAuthParameters?, OAuthError?) ParseJson(byte[] body)
    {
        using var document = StrictJson.Parse(body);
        if (document.RootElement.ValueKind != JsonValueKind.Object)
            return (null, OAuthError.UnreadableBody);

        var values = new Dictionary<string, string>();
        foreach (var member in document.RootElement.EnumerateObject())
        {
            if (member.Value.ValueKind is not (JsonValueKind.String or JsonValueKind.Null))
                return (null, OAuthError.InvalidParameter(member.Name));
            values[member.Name] = member.Value.GetString() ?? "";
        }

        return (new(values), null);
    }
}
