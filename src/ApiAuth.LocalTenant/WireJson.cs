using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using ApiAuth.LocalTenant.Discovery;
using ApiAuth.LocalTenant.Introspection;
using ApiAuth.LocalTenant.Keys;
using ApiAuth.LocalTenant.OAuth;
using Microsoft.AspNetCore.Http;

namespace ApiAuth.LocalTenant;

/// <summary>JSON as the protocol has it: snake_case, absent members left out.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(DiscoveryDocument))]
[JsonSerializable(typeof(TokenIntrospection))]
[JsonSerializable(typeof(JsonObject))]
[JsonSerializable(typeof(OAuthError))]
[JsonSerializable(typeof(PublishedKeySet))]
[JsonSerializable(typeof(StoredKeySet))]
[JsonSerializable(typeof(TokenResponse))]
internal sealed partial class WireJson : JsonSerializerContext;

internal static class WireJsonExtensions
{
    // Quotes in error texts and plus signs in certificates stay readable; the answer is never HTML.
    private static readonly WireJson Wire = new(new JsonSerializerOptions(WireJson.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    public static Task WriteWireJsonAsync<T>(this HttpResponse response, T value)
    {
        response.Headers.XContentTypeOptions = "nosniff";
        return response.WriteAsJsonAsync(value, typeof(T), Wire, "application/json; charset=utf-8", response.HttpContext.RequestAborted);
    }
}
