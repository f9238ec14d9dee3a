using System.Net.Http.Headers;
using System.Text.Json.Nodes;

namespace ApiAuth.LocalTenant.Tests.OAuth;

/// <summary>The parameters of a token request: Gift Deliveries' good one, to be broken with <c>with</c>.</summary>
public sealed record TokenRequest
{
    public static TokenRequest Valid { get; } = new();

    public string? GrantType { get; init; } = "client_credentials";

    public string? ClientId { get; init; } = SampleTenant.GiftDeliveries.ClientId;

    public string? ClientSecret { get; init; } = SampleTenant.GiftDeliveries.ClientSecret;

    public string? Audience { get; init; } = SampleTenant.WorldMappersApi.Identifier;

    public string? Scope { get; init; } = "directions";

    public static TokenRequest For(Client client) => new() { ClientId = client.ClientId, ClientSecret = client.ClientSecret, Scope = null };

    public HttpContent Form() => new FormUrlEncodedContent(Parameters());

    public HttpContent Json() => new StringContent(
        new JsonObject(Parameters().Select(parameter => KeyValuePair.Create(parameter.Key, (JsonNode?)parameter.Value))).ToJsonString(),
        new MediaTypeHeaderValue("application/json"));

    private IEnumerable<KeyValuePair<string, string>> Parameters()
    {
        (string Name, string? Value)[] parameters =
        [
            ("grant_type", GrantType), ("client_id", ClientId), ("client_secret", ClientSecret), ("audience", Audience), ("scope", Scope),
        ];
        return parameters.Where(parameter => parameter.Value is not null).Select(parameter => KeyValuePair.Create(parameter.Name, parameter.Value!));
    }
}
