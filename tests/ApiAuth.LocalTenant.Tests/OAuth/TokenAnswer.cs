using System.Text.Json.Nodes;
using Microsoft.IdentityModel.Tokens;

namespace ApiAuth.LocalTenant.Tests.OAuth;

/// <summary>An answer of the token endpoint.</summary>
internal sealed record TokenAnswer(int Status, JsonObject Body, HttpResponseMessage Response)
{
    public string AccessToken => (string)Body["access_token"]!;

    public string? Scope => (string?)Body["scope"];

    public (int Status, string? Error, string? Description) Refusal => (Status, (string?)Body["error"], (string?)Body["error_description"]);

    public JsonObject Header => Jwt.Part(AccessToken, 0);

    public JsonObject Claims => Jwt.Part(AccessToken, 1);

    public static async Task<TokenAnswer> ReadAsync(HttpResponseMessage response) =>
        new((int)response.StatusCode, JsonNode.Parse(await response.Content.ReadAsStringAsync())!.AsObject(), response);
}

internal static class Jwt
{
    public static JsonObject Header(string token) => Part(token, 0);

    public static JsonObject Claims(string token) => Part(token, 1);

    public static JsonObject Part(string token, int index) => JsonNode.Parse(Base64UrlEncoder.Decode(token.Split('.')[index]))!.AsObject();
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
