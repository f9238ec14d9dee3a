using System.Net;

namespace ApiAuth.LocalTenant.Tests.Html;

/// <summary>Does what a browser without scripts does: keeps cookies, follows redirects within the tenant, sends forms with all their fields.</summary>
internal sealed class Browser(LocalTenantServer server) : IDisposable
{
    private readonly HttpClient client = server.CreateClient();
    private readonly CookieContainer cookies = new();

    public async Task<WebPage> OpenAsync(string path) => await WebPage.ReadAsync(await FollowAsync(await SendAsync(HttpMethod.Get, path)));

    /// <summary>Sends a form of the page; each change replaces what the form has under that name, no values at all take it away.</summary>
    public async Task<WebPage> SubmitAsync(WebPage page, params IReadOnlyList<(string Name, string[] Values)> changes) =>
        await WebPage.ReadAsync(await FollowAsync(await PostAsync(page.Action(), Changed(page.Fields(), changes))));

    public Task<WebPage> SubmitAsync(WebPage page, string field, params string[] values) => SubmitAsync(page, [(field, values)]);

    public Task<HttpResponseMessage> PostAsync(string path, IEnumerable<KeyValuePair<string, string>> fields) => SendAsync(HttpMethod.Post, path, new FormUrlEncodedContent(fields));

    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, HttpContent? content = null, string? host = null)
    {
        using var request = new HttpRequestMessage(method, new Uri(server.Address, path)) { Content = content };
        request.Headers.Host = host;
        if (cookies.GetCookieHeader(server.Address) is { Length: > 0 } kept)
            request.Headers.Add("Cookie", kept);
        var response = await client.SendAsync(request);
        foreach (var cookie in response.Headers.TryGetValues("Set-Cookie", out var set) ? set : [])
            cookies.SetCookies(server.Address, cookie);
        return response;
    }

    public void Dispose() => client.Dispose();

    public static IEnumerable<KeyValuePair<string, string>> Changed(IReadOnlyList<KeyValuePair<string, string>> fields, IReadOnlyList<(string Name, string[] Values)> changes) =>
    [
        .. fields.Where(field => changes.All(change => change.Name != field.Key)),
        .. changes.SelectMany(change => change.Values.Select(value => KeyValuePair.Create(change.Name, value))),
    ];

    private async Task<HttpResponseMessage> FollowAsync(HttpResponseMessage response) => response.StatusCode is HttpStatusCode.SeeOther or HttpStatusCode.Found
        ? await FollowAsync(await SendAsync(HttpMethod.Get, response.Headers.Location!.ToString()))
        : response;
}
