using System.Collections.Concurrent;
using System.Net;
using ApiAuth.Middleware.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace ApiAuth.Middleware.Tests.Configuration;

/// <summary>Every outbound call goes through the one named client, which follows nobody and remembers nothing.</summary>
public class OutboundCallTests
{
    [Fact]
    public async Task Every_outbound_call_goes_through_the_named_client()
    {
        var seen = new Seen();
        var issuer = new TestIssuer("https://organizer.eu.auth0.com/") { Audience = "urn:organizer-api" };
        await using var api = await new ApiProgram
        {
            Issuer = null,
            Services = (services, _) =>
            {
                services.AddAuth0ApiAuthorization();
                services.AddHttpClient(ApiAuthDefaults.HttpClientName).AddHttpMessageHandler(() => new Counting(seen)).ConfigurePrimaryHttpMessageHandler(() => issuer.Handler);
            },
            App = app => app.MapContacts(),
        }.StartAsync();

        var accepted = await api.GetAsync("/contacts", issuer, TestAccessToken.Valid with { Scope = "contacts" });
        issuer.Rotate();
        var rotated = await api.GetAsync("/contacts", issuer, TestAccessToken.Valid with { Scope = "contacts" });
        await api.Services.GetRequiredService<IApiAuthKeys>().RefreshAsync(TestContext.Current.CancellationToken);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (accepted.Status, rotated.Status));
        Assert.Equal(6, seen.Addresses.Count);
        Assert.Equal(issuer.Requests, seen.Addresses);
    }

    [Fact]
    public async Task A_handler_of_the_options_takes_the_place_of_the_named_client()
    {
        var seen = new Seen();
        var issuer = new TestIssuer();
        await using var api = await new ApiProgram
        {
            Issuer = issuer,
            Services = (services, _) =>
            {
                services.AddAuth0ApiAuthorization();
                services.AddHttpClient(ApiAuthDefaults.HttpClientName).AddHttpMessageHandler(() => new Counting(seen));
            },
            App = app => app.MapContacts(),
        }.StartAsync();

        var statuses = await api.TryContactsAsync();

        Assert.Equal([200, 403, 401], statuses);
        Assert.Equal((2, 0), (issuer.Requests.Count, seen.Addresses.Count));
    }

    [Fact]
    public async Task Over_a_real_connection_no_cookie_is_kept()
    {
        await using var issuer = await LoopbackIssuer.StartAsync();
        await using var api = await Program(issuer).StartAsync();

        var accepted = await api.GetAsync("/contacts", issuer.Issuer, TestAccessToken.Valid with { Scope = "contacts" });
        await api.Services.GetRequiredService<IApiAuthKeys>().RefreshAsync(TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, accepted.Status);
        Assert.Equal(4, issuer.Requests.Count);
        Assert.All(issuer.Requests, request => Assert.Null(request.Cookie));
    }

    [Fact]
    public async Task Over_a_real_connection_no_redirect_is_followed_and_the_log_says_so()
    {
        await using var issuer = await LoopbackIssuer.StartAsync();
        issuer.DiscoveryMovedTo = "/moved";
        await using var api = await Program(issuer).StartAsync();

        var refused = await api.GetAsync("/contacts", issuer.Issuer, TestAccessToken.Valid with { Scope = "contacts" });

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "keys_unavailable"), (refused.Status, refused.Code));
        Assert.All(issuer.Requests, request => Assert.Equal("/.well-known/openid-configuration", request.Path));
        Assert.Contains(api.Logs.Ours, record => record.Message.Contains("answered 302; redirects are not followed: configure the address that answers itself", StringComparison.Ordinal));
    }

    private static ApiProgram Program(LoopbackIssuer issuer) => new()
    {
        Environment = "Development",
        Settings = $$"""{ "Auth0": { "Issuer": "{{issuer.Issuer.Issuer}}", {{HostStart.Audience}}, "Keys": { "FetchTimeout": "00:01:00" } } }""",
        Issuer = null,
        App = app => app.MapContacts(),
    };

    private sealed class Seen
    {
        private readonly ConcurrentQueue<Uri> addresses = new();

        public IReadOnlyList<Uri> Addresses => [.. addresses];

        public void Add(Uri address) => addresses.Enqueue(address);
    }

    private sealed class Counting(Seen seen) : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            seen.Add(request.RequestUri!);
            return base.SendAsync(request, cancellationToken);
        }
    }
}
