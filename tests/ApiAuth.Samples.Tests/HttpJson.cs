using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace ApiAuth.Samples.Tests;

/// <summary>Calls an API and reads its JSON.</summary>
static class HttpJson
{
    public static async Task<JsonElement> GetJsonAsync(this HttpClient http, string path)
    {
        using var response = await http.GetAsync(path);
        return await response.ReadAsync(HttpStatusCode.OK);
    }

    public static async Task<JsonElement> PostJsonAsync(this HttpClient http, string path, object body)
    {
        using var response = await http.PostAsJsonAsync(path, body);
        return await response.ReadAsync(HttpStatusCode.Created);
    }

    public static async Task<JsonElement> ReadAsync(this HttpResponseMessage response, HttpStatusCode expected)
    {
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.StatusCode == expected, $"Expected {(int)expected}, got {(int)response.StatusCode}: {text}");
        return JsonDocument.Parse(text).RootElement;
    }

    /// <summary>The problem of a refused request: its status, its media type, and its JSON.</summary>
    public static async Task<JsonElement> ReadProblemAsync(this HttpResponseMessage response, HttpStatusCode expected)
    {
        var problem = await response.ReadAsync(expected);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal((int)expected, problem.GetProperty("status").GetInt32());
        return problem;
    }

    public static IEnumerable<string> Texts(this JsonElement array, string property) =>
        array.EnumerateArray().Select(item => item.GetProperty(property).GetString()!);

    public static Guid Id(this JsonElement item) => item.GetProperty("id").GetGuid();
}
