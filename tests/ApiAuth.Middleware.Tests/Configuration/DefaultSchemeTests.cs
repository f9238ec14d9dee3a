using System.Net;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace ApiAuth.Middleware.Tests.Configuration;

/// <summary>Our scheme is the default where the app has set none; another default is left alone, and our policies ask for our scheme.</summary>
public class DefaultSchemeTests
{
    private static readonly Dictionary<string, Action<AuthenticationOptions>> Defaults = new(StringComparer.Ordinal)
    {
        ["DefaultScheme"] = options => options.DefaultScheme = OtherScheme.Name,
        ["DefaultAuthenticateScheme"] = options => options.DefaultAuthenticateScheme = OtherScheme.Name,
        ["DefaultChallengeScheme"] = options => options.DefaultChallengeScheme = OtherScheme.Name,
        ["both"] = options => (options.DefaultAuthenticateScheme, options.DefaultChallengeScheme) = (OtherScheme.Name, OtherScheme.Name),
        ["challenge over ours"] = options => (options.DefaultScheme, options.DefaultChallengeScheme) = ("Bearer", OtherScheme.Name),
        ["forbid over ours"] = options => (options.DefaultScheme, options.DefaultForbidScheme) = ("Bearer", OtherScheme.Name),
        ["forbid alone"] = options => options.DefaultForbidScheme = OtherScheme.Name,
    };

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Ours_is_the_default_where_the_app_has_set_none_even_beside_another_scheme(bool hasOther)
    {
        await using var api = await new ApiProgram
        {
            Services = (services, _) =>
            {
                services.AddAuthentication(options =>
                {
                    if (hasOther)
                        OtherScheme.AddTo(options);
                });
                services.AddAuth0ApiAuthorization();
            },
            App = MapAll,
        }.StartAsync();

        var scheme = await api.Services.GetRequiredService<IAuthenticationSchemeProvider>().GetDefaultAuthenticateSchemeAsync();
        var user = await api.GetAsync("/private", "openid");
        var nobody = await api.GetAsync("/private");

        Assert.Equal("Bearer", scheme?.Name);
        Assert.Equal((HttpStatusCode.OK, "auth0|test-user"), (user.Status, user.Body));
        Assert.Equal((HttpStatusCode.Unauthorized, "Bearer realm=\"api\""), (nobody.Status, nobody.Challenge));
    }

    [Theory]
    [InlineData("DefaultScheme", true)]
    [InlineData("DefaultScheme", false)]
    [InlineData("DefaultAuthenticateScheme", false)]
    [InlineData("DefaultChallengeScheme", false)]
    [InlineData("both", false)]
    [InlineData("challenge over ours", false)]
    [InlineData("forbid over ours", false)]
    [InlineData("forbid alone", false)]
    public async Task Our_policies_ask_for_our_scheme_whatever_else_is_the_default(string defaults, bool isSetAfter)
    {
        await using var api = await StartAsync(defaults, isSetAfter);

        var statuses = await api.TryContactsAsync();
        var nobody = await api.GetAsync("/contacts");
        var forbidden = await api.GetAsync("/contacts", "openid");
        var session = await api.SendAsync(new(HttpMethod.Get, "/contacts") { Headers = { { "Session", "ada" } } });

        Assert.Equal([200, 403, 401], statuses);
        Assert.Equal("Bearer realm=\"api\"", nobody.Challenge);
        Assert.Equal("scope_missing", forbidden.Code);
        Assert.Equal((HttpStatusCode.Unauthorized, "token_missing"), (session.Status, session.Code));
    }

    [Fact]
    public async Task Another_default_goes_on_deciding_over_what_does_not_name_a_scope()
    {
        await using var api = await StartAsync("DefaultScheme", isSetAfter: false);

        var session = await api.SendAsync(new(HttpMethod.Get, "/private") { Headers = { { "Session", "ada" } } });
        var token = await api.GetAsync("/private", "contacts");

        Assert.Equal((HttpStatusCode.OK, "ada"), (session.Status, session.Body));
        Assert.Equal(HttpStatusCode.Redirect, token.Status);
    }

    [Fact]
    public async Task A_policy_of_the_app_with_a_scope_asks_for_the_scheme_that_the_app_gives_it()
    {
        await using var api = await new ApiProgram
        {
            Services = (services, _) =>
            {
                services.AddAuthentication(options => { OtherScheme.AddTo(options); options.DefaultScheme = OtherScheme.Name; });
                services.AddAuth0ApiAuthorization();
                services.AddAuthorizationBuilder().AddPolicy("own", policy => policy.AddAuthenticationSchemes("Bearer").RequireScope("contacts"));
            },
            App = app => app.MapGet("/contacts", [Authorize("own")] (AccessToken token) => token.Subject),
        }.StartAsync();

        var statuses = await api.TryContactsAsync();

        Assert.Equal([200, 403, 401], statuses);
    }

    private static Task<RunningApi> StartAsync(string defaults, bool isSetAfter) => new ApiProgram
    {
        Services = (services, _) =>
        {
            if (isSetAfter)
                services.AddAuth0ApiAuthorization();
            services.AddAuthentication(options => { OtherScheme.AddTo(options); Defaults[defaults](options); });
            if (!isSetAfter)
                services.AddAuth0ApiAuthorization();
        },
        App = MapAll,
    }.StartAsync();

    private static void MapAll(WebApplication app)
    {
        app.MapContacts();
        app.MapGet("/private", (HttpContext context) => context.User.Identity?.Name).RequireAuthorization();
    }
}
