using System.Net;

namespace Demo.Browsing;

/// <summary>What a person's browser does, without its screen and its scripts: it keeps cookies, follows redirects, and sends forms with all their fields.</summary>
sealed class Browser : IDisposable
{
    private const int MostRedirects = 15;
    private readonly HttpClient http;
    private readonly CookieContainer cookies = new();

    /// <summary>The handler neither keeps cookies nor follows redirects, and stays the caller's.</summary>
    public Browser(HttpMessageHandler network) => http = new(network, disposeHandler: false) { Timeout = TimeSpan.FromSeconds(30) };

    /// <summary>Redirects to such an address are not followed; the page is empty then.</summary>
    public Func<Uri, bool>? StopAt { get; set; }

    /// <summary>The cookies that are sent to an address.</summary>
    public string CookiesFor(Uri address) => cookies.GetCookieHeader(address);

    public Task<WebPage> OpenAsync(Uri address, CancellationToken cancellation) => GoAsync(() => new(HttpMethod.Get, address), cancellation);

    /// <summary>Presses the button that bears the text.</summary>
    /// <param name="page">The page that shows it.</param>
    /// <param name="button">The text.</param>
    /// <param name="typed">What the person typed or ticked, by field; replaces what the form holds.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="NotOnThePageException">The page has no such button.</exception>
    public Task<WebPage> PressAsync(WebPage page, string button, IEnumerable<(string Field, string Value)> typed, CancellationToken cancellation)
    {
        var form = page.FormWith(button) ?? throw new NotOnThePageException(page, $"no button \"{button}\"");
        return GoAsync(() => form.Request(page.Address, button, [.. typed]), cancellation);
    }

    public void Dispose() => http.Dispose();

    private async Task<WebPage> GoAsync(Func<HttpRequestMessage> first, CancellationToken cancellation)
    {
        var request = first();
        for (var redirects = 0; ; redirects++)
        {
            var address = request.RequestUri!;
            using var response = await SendAsync(request, cancellation);
            if (response.Headers.Location is not { } location || (int)response.StatusCode is < 300 or > 399)
                return new(address, (int)response.StatusCode, await response.Content.ReadAsStringAsync(cancellation));
            if (redirects == MostRedirects)
                throw new HttpRequestException($"More than {MostRedirects} redirects, the last one to {location}.");
            var next = new Uri(address, location);
            if (StopAt?.Invoke(next) == true)
                return new(next, (int)response.StatusCode, "");
            request = new(HttpMethod.Get, next);
        }
    }

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellation)
    {
        using (request)
        {
            var address = request.RequestUri!;
            if (cookies.GetCookieHeader(address) is { Length: > 0 } header)
                request.Headers.Add("Cookie", header);
            var response = await http.SendAsync(request, cancellation);
            foreach (var cookie in response.Headers.TryGetValues("Set-Cookie", out var set) ? set : [])
                cookies.SetCookies(address, cookie);
            return response;
        }
    }
}
