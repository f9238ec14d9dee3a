using System.Net.Http.Headers;
using System.Text.Json;

namespace ApiAuth.Interop.Tests.Issuers;

/// <summary>What a client asks an issuer.</summary>
static class IssuerHttp
{
    private static readonly HttpClient http = new(new SocketsHttpHandler { UseProxy = false });

    /// <summary>The client credentials grant.</summary>
    /// <returns>The whole answer, RFC 6749 §5.1.</returns>
    public static async Task<JsonElement> GetTokenAsync(Uri endpoint, Dictionary<string, string> parameters, AuthenticationHeaderValue? client = null, string? proof = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, endpoint)
        {
            Content = new FormUrlEncodedContent(parameters.Prepend(new("grant_type", "client_credentials"))),
            Headers = { Authorization = client },
        };
        if (proof is not null)
            request.Headers.Add("DPoP", proof);
        return await SendAsync(request);
    }

    /// <summary>A document that the issuer publishes.</summary>
    public static async Task<JsonElement> GetAsync(Uri address)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        return await SendAsync(request);
    }

    private static async Task<JsonElement> SendAsync(HttpRequestMessage request)
    {
        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        var body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(response.IsSuccessStatusCode, $"{(int)response.StatusCode}: {body}");
        return JsonDocument.Parse(body).RootElement;
    }
}
