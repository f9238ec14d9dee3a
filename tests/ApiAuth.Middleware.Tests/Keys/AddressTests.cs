using System.Collections.Concurrent;
using ApiAuth.Middleware.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace ApiAuth.Middleware.Tests.Keys;

/// <summary>Where keys are fetched, and through what.</summary>
public class AddressTests
{
    [Fact]
    public async Task Discovery_is_asked_below_the_issuer_and_the_keys_where_it_says()
    {
        await using var api = await KeyApi.StartAsync();

        Assert.Equal(["https://tenant.test/.well-known/openid-configuration", "https://tenant.test/.well-known/jwks.json"], api.Issuer.Requests.Select(address => address.AbsoluteUri));
    }

    [Fact]
    public async Task A_JwksUri_is_asked_without_discovery()
    {
        var issuer = KeyApi.NewIssuer(out var time);
        using var without = issuer.Discovery.Break(IssuerFault.Status(System.Net.HttpStatusCode.NotFound));
        await using var api = await KeyApi.StartAsync(options => options.JwksUri = "https://tenant.test/.well-known/jwks.json", new() { Issuer = issuer, Time = time });
        issuer.Rotate();

        (await api.GetAsync()).IsAccepted();

        Assert.Equal((0, 2), (issuer.DiscoveryFetches, issuer.JwksFetches));
    }

    [Fact]
    public async Task A_MetadataAddress_is_asked_instead_of_the_issuers_own_but_must_speak_for_the_issuer()
    {
        var issuer = KeyApi.NewIssuer(out var time);
        using var network = new Elsewhere(issuer.Handler);
        await using var api = await KeyApi.StartAsync(options =>
        {
            options.MetadataAddress = "https://inside.test/.well-known/openid-configuration";
            options.BackchannelHttpHandler = network;
        }, new() { Issuer = issuer, Time = time });
        (await api.GetAsync()).IsAccepted();

        using var other = issuer.Discovery.Break(IssuerFault.WrongIssuer("https://inside.test/"));
        await api.RenewAsync();

        Assert.Contains("https://inside.test/.well-known/openid-configuration says that its issuer is \"https://inside.test/\", but \"https://tenant.test/\" is configured", api.Fetches.LastFailure, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://127.0.0.1:5001/", true)]
    [InlineData("http://localhost:5001/", true)]
    [InlineData("https://127.0.0.1:5001/", true)]
    [InlineData("http://192.0.2.1/", false)]
    [InlineData("http://localhost.example/", false)]
    public async Task An_issuer_on_http_on_this_machine_names_keys_on_http_on_this_machine_alone(string keysAt, bool isUsed)
    {
        var time = new ManualTimeProvider();
        var issuer = KeyApi.NewIssuer("http://127.0.0.1:5001/", time);
        await using var api = await KeyApi.StartAsync(settings: new() { Issuer = issuer, Time = time, Environment = Environments.Development });
        (await api.GetAsync()).IsAccepted();

        var jwksUri = $"{keysAt}.well-known/jwks.json";
        using var moved = issuer.Discovery.Break(IssuerFault.Edit(document => document.Replace("http://127.0.0.1:5001/.well-known/jwks.json", jwksUri, StringComparison.Ordinal)));
        await api.RenewAsync();

        Assert.Equal(isUsed, issuer.Requests[^1].AbsoluteUri == jwksUri);
        Assert.Equal(!isUsed, api.Fetches.LastFailure?.Contains($"names the jwks_uri \"{jwksUri}\", which may not be used", StringComparison.Ordinal) == true);
    }

    [Fact]
    public async Task Every_call_goes_through_the_named_client_which_the_application_may_configure()
    {
        var issuer = KeyApi.NewIssuer(out var time);
        using var counting = new Counting(issuer.Handler);
        await using var api = await KeyApi.StartAsync(options => options.BackchannelHttpHandler = null, new()
        {
            Issuer = issuer,
            Time = time,
            Services = services => services.AddHttpClient(ApiAuthDefaults.HttpClientName).ConfigurePrimaryHttpMessageHandler(() => counting),
        });
        issuer.Rotate();
        (await api.GetAsync()).IsAccepted();
        await api.Keys.RefreshAsync(TestContext.Current.CancellationToken);

        Assert.Equal(6, counting.Calls.Count);
        Assert.Equal(issuer.Requests, counting.Calls.Select(call => call.Address));
        Assert.All(counting.Calls, call => Assert.Equal((HttpMethod.Get, "application/json, application/jwk-set+json", 1), (call.Method, call.Accept, call.Headers)));
    }

    [Fact]
    public async Task The_named_client_follows_no_redirect_and_keeps_no_cookie()
    {
        await using var api = await KeyApi.StartAsync();
        var handler = api.Services.GetRequiredService<IHttpMessageHandlerFactory>().CreateHandler(ApiAuthDefaults.HttpClientName);
        while (handler is DelegatingHandler { InnerHandler: { } inner })
            handler = inner;

        var sockets = Assert.IsType<SocketsHttpHandler>(handler);
        Assert.Equal((false, false), (sockets.AllowAutoRedirect, sockets.UseCookies));
    }

    [Fact]
    public async Task A_host_that_stops_ends_the_fetch_under_way_and_starts_no_other()
    {
        var issuer = KeyApi.NewIssuer(out var time);
        using var hang = issuer.Break(IssuerFault.Hang);
        var api = await KeyApi.StartColdAsync(settings: new() { Issuer = issuer, Time = time });
        await issuer.Discovery.WhenRequestedAsync();

        await api.DisposeAsync();

        await issuer.Discovery.WhenCancelledAsync();
        time.Advance(TimeSpan.FromHours(1));
        Assert.Equal((1, 0), (issuer.DiscoveryFetches, time.Timers));
        Assert.DoesNotContain(api.Logs.Ours, record => record.Event.Name == "KeyFetchFailed");
    }

    private sealed class Elsewhere(HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.RequestUri = new(request.RequestUri!.AbsoluteUri.Replace("inside.test", "tenant.test", StringComparison.Ordinal));
            return base.SendAsync(request, cancellationToken);
        }
    }

    private sealed class Counting(HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        public ConcurrentQueue<(HttpMethod Method, Uri Address, string Accept, int Headers)> Calls { get; } = new();

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Calls.Enqueue((request.Method, request.RequestUri!, request.Headers.Accept.ToString(), request.Headers.Count()));
            return base.SendAsync(request, cancellationToken);
        }
    }
}
