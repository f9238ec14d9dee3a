using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using ApiAuth.LocalTenant.Tests.Browsing;

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

    public string? Code { get; init; }

    public string? CodeVerifier { get; init; }

    public string? RedirectUri { get; init; }

    public string? RefreshToken { get; init; }

    public static TokenRequest For(Client client) => new() { ClientId = client.ClientId, ClientSecret = client.ClientSecret, Scope = null };

    /// <summary>The exchange of a code that <see cref="AuthorizeRequest.Valid"/> brought.</summary>
    public static TokenRequest ForCode(Client client, string code) => For(client) with
    {
        GrantType = "authorization_code",
        Audience = null,
        Code = code,
        CodeVerifier = AuthorizeRequest.Verifier,
        RedirectUri = client.Callbacks[0],
    };

    public static TokenRequest ForRefreshToken(Client client, string refreshToken) => For(client) with
    {
        GrantType = "refresh_token",
        Audience = null,
        RefreshToken = refreshToken,
    };

    public HttpContent Form() => new FormUrlEncodedContent(Parameters());

    public HttpContent Json() => new StringContent(
        new JsonObject(Parameters().Select(parameter => KeyValuePair.Create(parameter.Key, (JsonNode?)parameter.Value))).ToJsonString(),
        new MediaTypeHeaderValue("application/json"));

    private IEnumerable<KeyValuePair<string, string>> Parameters()
    {
        (string Name, string? Value)[] parameters =
        [
            ("grant_type", GrantType), ("client_id", ClientId), ("client_secret", ClientSecret), ("audience", Audience), ("scope", Scope),
            ("code", Code), ("code_verifier", CodeVerifier), ("redirect_uri", RedirectUri), ("refresh_token", RefreshToken),
        ];
        return parameters.Where(parameter => parameter.Value is not null).Select(parameter => KeyValuePair.Create(parameter.Name, parameter.Value!));
    }
}
