using System.Net;
using ApiAuth.Middleware.Testing;
using ApiAuth.Middleware.Tests.Hosting;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace ApiAuth.Middleware.Tests.Configuration;

/// <summary>Two schemes of ours under a default that is neither: who says whose token an endpoint takes.</summary>
public class ForeignDefaultTests
{
    private static readonly TestAccessToken Granted = TestAccessToken.Valid with { Scope = "contacts chat" };
    private readonly TestIssuer partner = new("https://partner.test/") { Audience = TestApi.Audience, TimeProvider = new ManualTimeProvider() };

    [Fact]
    public async Task A_policy_scheme_may_choose_the_scheme_by_the_request()
    {
        await using var api = await TestApi.StartAsync(new()
        {
            Services = services =>
            {
                AddPartner(services);
                services.AddAuthentication("Chosen").AddPolicyScheme("Chosen", null, options =>
                    options.ForwardDefaultSelector = context => context.Request.Query.ContainsKey("partner") ? "Partner" : "Bearer");
            },
        });
        var (ours, theirs) = ($"Bearer {api.Issuer.Issue(Granted)}", $"Bearer {partner.Issue(Granted)}");

        Assert.Equal(HttpStatusCode.OK, (await api.GetAsync("/contacts", ours)).Status);
        Assert.Equal(HttpStatusCode.OK, (await api.GetAsync("/contacts?partner", theirs)).Status);
        Assert.Equal("issuer_unknown", (await api.GetAsync("/contacts?partner", ours)).Code);
        Assert.Equal("scope_missing", (await api.GetAsync("/contacts?partner", $"Bearer {partner.Issue()}")).Code);
        Assert.Equal("token_missing", (await api.GetAsync("/contacts?partner")).Code);
    }

    [Fact]
    public async Task A_hub_that_names_its_scheme_names_it_for_its_methods()
    {
        await using var api = await StartAsync<NamingHub>();
        await using var hub = await RawHub.ConnectAsync(api, "/hubs/chat", request => request.Headers.Authorization = $"Bearer {partner.Issue(Granted)}");
        await using var unscoped = await RawHub.ConnectAsync(api, "/hubs/chat", request => request.Headers.Authorization = $"Bearer {partner.Issue()}");

        Assert.Equal("sent", (await hub.InvokeAsync("Send")).Result);
        Assert.NotNull((await unscoped.InvokeAsync("Send")).Error);
    }

    [Fact]
    public async Task A_hub_method_that_names_a_scheme_for_itself_stops_the_start_because_nobody_reads_it()
    {
        await using (await StartAsync<NamingHub>())
        {
        }

        var failure = await Assert.ThrowsAsync<OptionsValidationException>(StartAsync<SilentHub>);

        Assert.Contains("SilentHub.Send at /hubs/chat asks for a scope or permission but does not say of which scheme", failure.Message, StringComparison.Ordinal);
        Assert.EndsWith("Name one on the hub: [Authorize(AuthenticationSchemes = \"Bearer\")].", failure.Message, StringComparison.Ordinal);
    }

    private Task<TestApi> StartAsync<THub>()
        where THub : Hub => TestApi.StartAsync(new()
        {
            Services = services =>
            {
                AddPartner(services);
                services.AddSignalR();
                services.AddAuthentication(options => { OtherScheme.AddTo(options); options.DefaultScheme = OtherScheme.Name; });
            },
            Endpoints = app => app.MapHub<THub>("/hubs/chat"),
            HasUsualEndpoints = false,
        });

    private void AddPartner(IServiceCollection services) => services.AddAuth0ApiAuthorization("Partner", options =>
    {
        (options.Issuer, options.Audience) = (partner.Issuer, TestApi.Audience);
        (options.BackchannelHttpHandler, options.TimeProvider) = (partner.Handler, partner.TimeProvider);
    });

    [Authorize(AuthenticationSchemes = "Partner")]
    internal sealed class NamingHub : Hub
    {
        [RequireScope("chat")]
        public string Send() => "sent";
    }

    internal sealed class SilentHub : Hub
    {
        [RequireScope("chat", AuthenticationSchemes = "Partner")]
        public string Send() => "sent";
    }
}
