using System.Net;
using ApiAuth.Middleware.Testing;
using ApiAuth.Middleware.Tests.Hosting;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace ApiAuth.Middleware.Tests.Scopes;

/// <summary>Only the token that the library validated meets a requirement.</summary>
public class FailClosedTests
{
    private static readonly TestAccessToken Granted = TestAccessToken.Valid with { Scope = "contacts", Permissions = ["delete:contacts"] };

    [Theory]
    [InlineData("/contacts", "scope_missing")]
    [InlineData("/any", "scope_missing")]
    [InlineData("/permission", "permission_missing")]
    [InlineData("/anypermission", "permission_missing")]
    public async Task A_principal_made_by_hand_never_has_a_scope_or_permission(string path, string code)
    {
        await using var api = await TestApi.StartAsync(new()
        {
            Endpoints = Map,
            Pipeline = app =>
            {
                app.UseAuthentication();
                app.Use((context, next) =>
                {
                    if (context.Request.Headers.ContainsKey("X-Hand-Made"))
                        context.User = OtherUsers.HandMade;
                    return next(context);
                });
                app.UseAuthorization();
            },
        });
        using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { { "X-Hand-Made", "yes" } } };
        using var anyUser = new HttpRequestMessage(HttpMethod.Get, "/open") { Headers = { { "X-Hand-Made", "yes" } } };

        Assert.Equal(HttpStatusCode.OK, (await api.GetAsync(path, Granted)).Status);
        Assert.Equal("open to somebody", (await api.SendAsync(anyUser)).Body);
        var refused = await api.SendAsync(request);

        Assert.Equal((HttpStatusCode.Forbidden, code), (refused.Status, refused.Code));
        Assert.Contains("found no access token", Assert.Single(api.Logs.Refusals).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/contacts")]
    [InlineData("/any")]
    [InlineData("/permission")]
    [InlineData("/anypermission")]
    public async Task A_user_of_another_scheme_never_has_a_scope_or_permission(string path)
    {
        await using var api = await StartWithKeySchemeAsync(byDefault: true);
        using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { { "X-Key", "yes" } } };
        using var keyOnly = new HttpRequestMessage(HttpMethod.Get, "/keys") { Headers = { { "X-Key", "yes" } } };

        Assert.Equal(HttpStatusCode.OK, (await api.GetAsync(path, Granted)).Status);
        Assert.Equal(HttpStatusCode.OK, (await api.SendAsync(keyOnly)).Status);
        var refused = await api.SendAsync(request);

        Assert.Equal((HttpStatusCode.Unauthorized, "Bearer realm=\"api\"", "token_missing"), (refused.Status, refused.Challenge, refused.Code));
    }

    [Fact]
    public async Task A_user_of_another_scheme_beside_a_token_lends_it_no_scope()
    {
        await using var api = await StartWithKeySchemeAsync(byDefault: false);
        using var both = new HttpRequestMessage(HttpMethod.Get, "/both") { Headers = { { "X-Key", "yes" } } };
        using var bothGranted = new HttpRequestMessage(HttpMethod.Get, "/both") { Headers = { { "X-Key", "yes" } } };

        Assert.Equal(HttpStatusCode.OK, (await api.SendAsync(bothGranted.WithToken(api.Issuer, Granted))).Status);
        (await api.SendAsync(both.WithToken(api.Issuer))).AssertNames("contacts");
    }

    [Fact]
    public async Task A_token_of_one_scheme_does_not_open_the_endpoint_of_another()
    {
        var partner = new TestIssuer("https://partner.test/") { Audience = TestApi.Audience, TimeProvider = new ManualTimeProvider() };
        await using var api = await TestApi.StartAsync(new()
        {
            Services = services => services.AddAuth0ApiAuthorization("Partner", options =>
            {
                (options.Issuer, options.Audience) = (partner.Issuer, TestApi.Audience);
                (options.BackchannelHttpHandler, options.TimeProvider) = (partner.Handler, partner.TimeProvider);
            }),
            Endpoints = app => app.MapGet("/partner", [RequireScope("contacts", AuthenticationSchemes = "Partner")] () => "opened"),
        });
        var ours = $"Bearer {api.Issuer.Issue(Granted)}";
        var theirs = $"Bearer {partner.Issue(Granted)}";

        Assert.Equal(HttpStatusCode.OK, (await api.GetAsync("/contacts", ours)).Status);
        Assert.Equal(HttpStatusCode.OK, (await api.GetAsync("/partner", theirs)).Status);
        Assert.Equal("issuer_unknown", (await api.GetAsync("/contacts", theirs)).Code);
        Assert.Equal("issuer_unknown", (await api.GetAsync("/partner", ours)).Code);
    }

    [Theory]
    [InlineData("/contacts", "scope_missing")]
    [InlineData("/permission", "permission_missing")]
    public async Task Claims_of_a_transformation_or_a_hook_never_widen_a_token(string path, string code)
    {
        await using var api = await TestApi.StartAsync(new()
        {
            Endpoints = Map,
            Auth = auth => auth.AddHook<GenerousHook>(),
            Services = services => services.AddScoped<IClaimsTransformation, GenerousTransformation>(),
        });

        Assert.Equal(HttpStatusCode.OK, (await api.GetAsync(path, Granted)).Status);
        Assert.Equal("contacts", (await api.GetAsync("/claims", TestAccessToken.Valid)).Body);
        Assert.Equal((HttpStatusCode.Forbidden, code), ((await api.GetAsync(path, TestAccessToken.Valid)) is var refused ? (refused.Status, refused.Code) : default));
    }

    [Fact]
    public async Task Scopes_are_no_permissions_and_permissions_no_scopes()
    {
        await using var api = await TestApi.StartAsync(new() { Endpoints = Map });
        var swapped = TestAccessToken.Valid with { Scope = "delete:contacts", Permissions = ["contacts"] };

        (await api.GetAsync("/contacts", swapped)).AssertNames("contacts");
        (await api.GetAsync("/permission", swapped)).AssertNames(null, "permission_missing");
    }

    [Theory]
    [InlineData("scope:")]
    [InlineData("scope: ")]
    [InlineData("anyscope:")]
    [InlineData("permission:")]
    [InlineData("anypermission: ")]
    [InlineData("scope:tab\tbed")]
    [InlineData("scope:quo\"te")]
    public async Task A_policy_name_of_our_form_that_asks_for_nothing_stops_the_start(string name)
    {
        await using (await TestApi.StartAsync(new() { Endpoints = app => app.MapGet("/named", () => "opened").RequireAuthorization("scope:contacts") }))
        {
        }

        var failure = await Assert.ThrowsAsync<OptionsValidationException>(() =>
            TestApi.StartAsync(new() { Endpoints = app => app.MapGet("/named", () => "opened").RequireAuthorization(name) }));

        Assert.Contains("/named", failure.Message, StringComparison.Ordinal);
        Assert.Contains("scope:read:contacts", failure.Message, StringComparison.Ordinal);
    }

    private static Task<TestApi> StartWithKeySchemeAsync(bool byDefault) => TestApi.StartAsync(new()
    {
        Services = services => services.AddAuthentication(options => options.DefaultScheme = byDefault ? OtherUsers.Scheme : null).AddKeyScheme(),
        Endpoints = app =>
        {
            Map(app);
            app.MapGet("/keys", () => "opened").RequireAuthorization(new AuthorizeAttribute { AuthenticationSchemes = OtherUsers.Scheme });
            app.MapGet("/both", () => "opened").RequireAuthorization(new AuthorizeAttribute { AuthenticationSchemes = $"{OtherUsers.Scheme},Bearer" }).RequireScope("contacts");
        },
    });

    private static void Map(WebApplication app)
    {
        app.MapGet("/any", () => "opened").RequireAnyScope("contacts", "tasks");
        app.MapGet("/permission", () => "opened").RequirePermission("delete:contacts");
        app.MapGet("/anypermission", () => "opened").RequireAnyPermission("delete:contacts", "own:contacts");
        app.MapGet("/claims", (HttpContext context) => context.User.FindFirst(claim => claim.Type == "scope" && claim.Value == "contacts")?.Value).RequireAuthorization();
    }
}
