using System.Buffers.Text;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ApiAuth.LocalTenant;
using Microsoft.AspNetCore.WebUtilities;

namespace Demo.Clients;

/// <summary>What the scripts of MyTodos ask, call by call, as a browser sends it: with the page's origin, and refused where the answer does not allow that origin.</summary>
sealed class MyTodosScript(Uri site, string issuer, Uri organizer, HttpClient http)
{
    private readonly string verifier = RandomText();

    /// <summary>Protects the way back.</summary>
    public string State { get; } = RandomText();

    private string Origin => site.GetLeftPart(UriPartial.Authority);

    /// <summary>Where the page sends the browser.</summary>
    public Uri Authorize(string grant)
    {
        var question = new Dictionary<string, string?>
        {
            ["client_id"] = SampleTenant.MyTodos.ClientId,
            ["redirect_uri"] = $"{site}",
            ["audience"] = SampleTenant.OrganizerApi.Identifier,
            ["state"] = State,
            ["response_type"] = grant == GrantType.Implicit ? "token" : "code",
            ["scope"] = grant == GrantType.Implicit ? "tasks" : "tasks offline_access",
        };
        if (grant == GrantType.AuthorizationCode)
            (question["code_challenge"], question["code_challenge_method"]) = (Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(verifier))), "S256");
        return new(QueryHelpers.AddQueryString($"{new Uri(new Uri(issuer), "authorize")}", question));
    }

    public Task<(int Status, JsonElement Body)> RedeemAsync(string? code, CancellationToken cancellation, string? otherVerifier = null) => PostAsync("oauth/token", cancellation,
        ("grant_type", "authorization_code"), ("code", code), ("code_verifier", otherVerifier ?? verifier), ("redirect_uri", $"{site}"));

    public Task<(int Status, JsonElement Body)> RefreshAsync(string? refreshToken, CancellationToken cancellation) =>
        PostAsync("oauth/token", cancellation, ("grant_type", "refresh_token"), ("refresh_token", refreshToken));

    public Task<(int Status, JsonElement Body)> RevokeAsync(string? refreshToken, CancellationToken cancellation) =>
        PostAsync("oauth/revoke", cancellation, ("token", refreshToken));

    /// <summary>Calls the API; sends the preflight first that such a call needs.</summary>
    public async Task<(int Status, JsonElement Body)> CallAsync(HttpMethod method, string path, string? token, object? body, CancellationToken cancellation)
    {
        await PreflightAsync(method, path, cancellation);
        using var request = new HttpRequestMessage(method, new Uri(organizer, path)) { Content = body is null ? null : JsonContent.Create(body) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return await SendAsync(request, cancellation);
    }

    public async Task<(int Status, JsonElement Body)> PreflightAsync(HttpMethod method, string path, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Options, new Uri(organizer, path));
        request.Headers.Add("Access-Control-Request-Method", method.Method);
        request.Headers.Add("Access-Control-Request-Headers", "authorization,content-type");
        return await SendAsync(request, cancellation);
    }

    private async Task<(int Status, JsonElement Body)> PostAsync(string path, CancellationToken cancellation, params (string Name, string? Value)[] fields)
    {
        using var form = new FormUrlEncodedContent(
            [new("client_id", SampleTenant.MyTodos.ClientId), .. fields.Select(field => KeyValuePair.Create(field.Name, field.Value ?? ""))]);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(new Uri(issuer), path)) { Content = form };
        return await SendAsync(request, cancellation);
    }

    private async Task<(int Status, JsonElement Body)> SendAsync(HttpRequestMessage request, CancellationToken cancellation)
    {
        request.Headers.Add("Origin", Origin);
        using var response = await http.SendAsync(request, cancellation);
        if (!response.Headers.TryGetValues("Access-Control-Allow-Origin", out var allowed) || !allowed.Any(origin => origin == "*" || origin == Origin))
            throw new HttpRequestException($"{request.Method} {request.RequestUri!.AbsolutePath} answered {(int)response.StatusCode}, which a browser would not show to {Origin}.");
        var json = await response.Content.ReadAsByteArrayAsync(cancellation);
        return ((int)response.StatusCode, json.Length == 0 ? default : JsonSerializer.Deserialize<JsonElement>(json));
    }

    private static string RandomText() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
}
