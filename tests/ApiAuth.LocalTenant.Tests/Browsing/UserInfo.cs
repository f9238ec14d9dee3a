using System.Text.Json.Nodes;

namespace ApiAuth.LocalTenant.Tests.Browsing;

/// <summary>Asks the userinfo endpoint.</summary>
internal static class UserInfo
{
    public static Task<(int Status, JsonObject Body, HttpResponseMessage Response)> AskAsync(LocalTenantServer server, string token) => SendAsync(server, "Bearer " + token);

    public static async Task<(int Status, JsonObject Body, HttpResponseMessage Response)> SendAsync(
        LocalTenantServer server, string? authorization, HttpMethod? method = null, string? origin = null)
    {
        using var client = server.CreateClient();
        using var request = new HttpRequestMessage(method ?? HttpMethod.Get, TenantPaths.UserInfo);
        if (authorization is not null)
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        if (origin is not null)
            request.Headers.Add("Origin", origin);
        var response = await client.SendAsync(request);
        return ((int)response.StatusCode, JsonNode.Parse(await response.Content.ReadAsStringAsync())!.AsObject(), response);
    }
}
