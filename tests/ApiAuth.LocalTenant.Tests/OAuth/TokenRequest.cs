using System.Text.Json.Nodes;
using Microsoft.IdentityModel.Tokens;

namespace ApiAuth.LocalTenant.Tests.OAuth;

/// <summary>The parameters of a token request: Gift Deliveries' good one, to be broken with <c>with</c>.</summary>
internal sealed record TokenRequest
{
    public static TokenRequest Valid { get; } = new();

    public string? GrantType { get; init; } = "client_credentials";

    public string? ClientId { get; init; } = SampleTenant.GiftDeliveries.ClientId;

    public string? ClientSecret { get; init; } = SampleTenant.GiftDeliveries.ClientSecret;

    public string? Audience { get; init; } = SampleTenant.WorldMappersApi.Identifier;

    public string? Scope { get; init; } = "directions";

    public static TokenRequest For(Client client, string? audience, string? scope = null) =>
        new() { ClientId = client.ClientId, ClientSecret = client.ClientSecret, Audience = audience, Scope = scope };

    public HttpContent Form() => new FormUrlEncodedContent(Parameters());

    public HttpContent Json() => new StringContent(
        new JsonObject(Parameters().Select(parameter => KeyValuePair.Create(parameter.Key, (JsonNode?)parameter.Value))).ToJsonString(),
        new System.Net.Http.Headers.MediaTypeHeaderValue("application/json"));

    private IEnumerable<KeyValuePair<string, string>> Parameters()
    {
        (string Name, string? Value)[] parameters =
        [
            ("grant_type", GrantType), ("client_id", ClientId), ("client_secret", ClientSecret), ("audience", Audience), ("scope", Scope),
        ];
        return parameters.Where(parameter => parameter.Value is not null).Select(parameter => KeyValuePair.Create(parameter.Name, parameter.Value!));
    }
}

/// <summary>An answer of the token endpoint.</summary>
internal sealed record TokenAnswer(int Status, JsonObject Body, HttpResponseMessage Response)
{
    public string AccessToken => (string)Body["access_token"]!;

    public JsonObject Header => Part(0);

    public JsonObject Claims => Part(1);

    public static async Task<TokenAnswer> ReadAsync(HttpResponseMessage response) =>
        new((int)response.StatusCode, JsonNode.Parse(await response.Content.ReadAsStringAsync())!.AsObject(), response);

    private JsonObject Part(int index) => JsonNode.Parse(Base64UrlEncoder.Decode(AccessToken.Split('.')[index]))!.AsObject();
}

internal static class TokenRequestExtensions
{
    public static Task<TokenAnswer> RequestTokenAsync(this LocalTenantServer server, TokenRequest request) => server.PostTokenAsync(request.Form());

    public static async Task<TokenAnswer> PostTokenAsync(this LocalTenantServer server, HttpContent? body, string? authorization = null)
    {
        using var client = server.CreateClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, TenantPaths.Token) { Content = body };
        if (authorization is not null)
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        return await TokenAnswer.ReadAsync(await client.SendAsync(request));
    }
}
