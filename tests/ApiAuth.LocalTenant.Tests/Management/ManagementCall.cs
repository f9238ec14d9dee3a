using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using ApiAuth.LocalTenant.Tests.OAuth;

namespace ApiAuth.LocalTenant.Tests.Management;

/// <summary>An answer of the Management API.</summary>
internal sealed record ManagementReply(int Status, JsonNode? Body, HttpResponseMessage Response)
{
    public JsonObject Object => Body!.AsObject();

    public string? this[string member] => Object[member]?.ToString();

    /// <summary>The whole error, as <c>status error message errorCode</c>.</summary>
    public (int Status, int StatusCode, string? Error, string? Message, string? Code) Refusal => (Status, (int)Body!["statusCode"]!, this["error"], this["message"], this["errorCode"]);
}

internal static class ManagementCallExtensions
{
    /// <summary>A token of the management client, asked for as anybody would; with every scope when none is named.</summary>
    public static async Task<string> ManagementTokenAsync(this LocalTenantServer server, params string[] scopes)
    {
        var answer = await server.RequestTokenAsync(TokenRequest.For(SampleTenant.Management) with
        {
            Audience = server.Issuer + "api/v2/",
            Scope = scopes.Length == 0 ? null : string.Join(' ', scopes),
        });
        Assert.Equal(200, answer.Status);
        return answer.AccessToken;
    }

    /// <summary>Calls with a token that has every scope.</summary>
    public static async Task<ManagementReply> ManageAsync(this LocalTenantServer server, string method, string path, string? body = null) =>
        await server.ManageAsync(method, path, body, $"Bearer {await server.ManagementTokenAsync()}");

    /// <summary>Calls with these credentials, or none.</summary>
    public static async Task<ManagementReply> ManageAsync(this LocalTenantServer server, string method, string path, string? body, string? authorization)
    {
        using var client = server.CreateClient();
        using var request = new HttpRequestMessage(new(method), "/api/v2/" + path);
        if (body is not null)
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
        if (authorization is not null)
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        return await client.ReplyAsync(request);
    }

    public static async Task<ManagementReply> ReplyAsync(this HttpClient client, HttpRequestMessage request)
    {
        var response = await client.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        return new((int)response.StatusCode, text.Length == 0 ? null : JsonNode.Parse(text), response);
    }

    public static void AssertJson(string expected, JsonNode? actual) =>
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), actual), $"Expected {expected}\nFound    {actual?.ToJsonString()}");
}
