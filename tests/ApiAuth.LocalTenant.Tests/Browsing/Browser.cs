using System.Net;

namespace ApiAuth.LocalTenant.Tests.Browsing;

/// <summary>As much of a browser as the tenant's pages need: cookies, redirects within the tenant, forms.</summary>
internal sealed class Browser(HttpMessageHandler handler, Uri address) : IDisposable
{
    private readonly HttpMessageInvoker http = new(handler);

    public Browser(LocalTenantServer server)
        : this(server.CreateHandler(), server.Address)
    {
    }

    public CookieContainer Cookies { get; } = new();

    /// <summary>Opens an address and follows redirects as long as they stay at the tenant.</summary>
    public Task<Page> OpenAsync(string url) => FollowAsync(new(HttpMethod.Get, new Uri(address, url)));

    public Task<Page> OpenAsync(AuthorizeRequest request) => OpenAsync(request.Url);

    /// <summary>Sends the form of a page with these fields besides the hidden ones.</summary>
    public Task<Page> SubmitAsync(Page page, params IEnumerable<(string Name, string Value)> fields) =>
        PostAsync(page.Url, page.HiddenFields.Concat(fields));

    public Task<Page> PostAsync(Uri url, params IEnumerable<(string Name, string Value)> fields) => FollowAsync(new(HttpMethod.Post, url)
    {
        Content = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value))),
    });

    public Task<Page> SignInAsync(Page page, User user) => SubmitAsync(page, ("email", user.Email), ("password", user.Password!));

    public Task<Page> AnswerAsync(Page page, string answer) => SubmitAsync(page, ("answer", answer));

    /// <summary>Goes the whole way: signs in and allows, where the pages come.</summary>
    public Task<Page> AuthorizeAsync(AuthorizeRequest request, User? user = null) => AuthorizeAsync(request, "", user);

    /// <param name="request">What the client asks for.</param>
    /// <param name="prefix">The path that the tenant is served below.</param>
    /// <param name="user">Who signs in; null: the first sample user.</param>
    public async Task<Page> AuthorizeAsync(AuthorizeRequest request, string prefix, User? user = null)
    {
        var page = await OpenAsync(prefix + request.Url);
        if (page.IsBelow(TenantPaths.Login))
            page = await SignInAsync(page, user ?? SampleTenant.Alice);
        return page.IsBelow(TenantPaths.Consent) ? await AnswerAsync(page, "allow") : page;
    }

    public void Dispose() => http.Dispose();

    private async Task<Page> FollowAsync(HttpRequestMessage request)
    {
        while (true)
        {
            var url = request.RequestUri!;
            if (Cookies.GetCookieHeader(url) is { Length: > 0 } cookies)
                request.Headers.Add("Cookie", cookies);
            var response = await http.SendAsync(request, CancellationToken.None);
            foreach (var cookie in response.Headers.TryGetValues("Set-Cookie", out var set) ? set : [])
                Cookies.SetCookies(url, cookie);
            if (response.Headers.Location is not { } location || !IsOwn(new(url, location)))
                return new(url, response, await response.Content.ReadAsStringAsync());
            request = new(HttpMethod.Get, new Uri(url, location));
        }
    }

    private bool IsOwn(Uri url) => url.GetLeftPart(UriPartial.Authority) == address.GetLeftPart(UriPartial.Authority);
}
