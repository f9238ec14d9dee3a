using System.Net;
using ApiAuth.Middleware.Testing;
using ApiAuth.Middleware.Tests.Hosting;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace ApiAuth.Middleware.Tests.Configuration;

/// <summary>Requirements that would be held against the wrong scheme's caller stop the start.</summary>
public class UnboundPolicyTests
{
    [Fact]
    public async Task A_scope_in_a_policy_of_the_application_needs_a_scheme_where_the_default_is_another()
    {
        await using (var bound = await StartAsync(policy => policy.AddAuthenticationSchemes("Bearer")))
            Assert.Equal(HttpStatusCode.OK, (await bound.GetAsync("/policy", TestAccessToken.Valid with { Scope = "contacts" })).Status);

        var failure = await Assert.ThrowsAsync<OptionsValidationException>(() => StartAsync(_ => { }));

        Assert.Contains("HTTP: GET /policy asks for a scope or permission but does not say of which scheme", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_scheme_on_a_hub_method_stops_the_start_because_SignalR_does_not_look_at_it()
    {
        await using (await StartHubAsync<PlainHub>())
        {
        }

        var failure = await Assert.ThrowsAsync<OptionsValidationException>(StartHubAsync<NamingHub>);

        Assert.Contains("NamingHub.Send at /hubs/naming names an authentication scheme, which SignalR does not look at on a method", failure.Message, StringComparison.Ordinal);
    }

    private static Task<TestApi> StartAsync(Action<AuthorizationPolicyBuilder> bind) => TestApi.StartAsync(new()
    {
        Services = services =>
        {
            services.AddAuthentication("Cookies").AddCookie("Cookies");
            services.AddAuthorizationBuilder().AddPolicy("policy", policy =>
            {
                policy.RequireScope("contacts");
                bind(policy);
            });
        },
        Endpoints = app => app.MapGet("/policy", () => "in").RequireAuthorization("policy"),
    });

    private static Task<TestApi> StartHubAsync<THub>()
        where THub : Hub => TestApi.StartAsync(new()
        {
            Services = services => services.AddSignalR(),
            Endpoints = app => app.MapHub<THub>("/hubs/naming"),
        });

    private sealed class PlainHub : Hub
    {
        [RequireScope("chat")]
        public string Send() => "sent";
    }

    private sealed class NamingHub : Hub
    {
        [RequireScope("chat", AuthenticationSchemes = "Bearer")]
        public string Send() => "sent";
    }
}
