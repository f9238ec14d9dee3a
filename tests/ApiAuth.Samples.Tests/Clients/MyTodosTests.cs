using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using ApiAuth.LocalTenant;
using Demo.Browsing;
using Demo.Clients;
using Microsoft.AspNetCore.WebUtilities;

namespace ApiAuth.Samples.Tests.Clients;

/// <summary>The page and its server; what the scripts ask is asked by <see cref="MyTodosScript"/>. The browser tests run the scripts themselves.</summary>
public sealed partial class MyTodosTests : IAsyncLifetime
{
    private readonly World world = new();
    private HttpClient http = null!;

    public async ValueTask InitializeAsync()
    {
        await world.InitializeAsync();
        http = new(world.Network, disposeHandler: false);
    }

    public ValueTask DisposeAsync()
    {
        http.Dispose();
        return world.DisposeAsync();
    }

    [Theory]
    [InlineData("", "text/html")]
    [InlineData("settings.json", "application/json")]
    [InlineData("look.css", "text/css")]
    [InlineData("app.js", "text/javascript")]
    public async Task Everything_comes_with_a_policy_that_lets_scripts_of_this_server_talk_to_the_tenant_and_to_Organizer(string path, string type)
    {
        using var response = await http.GetAsync(new Uri(World.MyTodos, path));

        Assert.Equal((HttpStatusCode.OK, type), (response.StatusCode, response.Content.Headers.ContentType?.MediaType));
        Assert.Equal(
            "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self' https://local-tenant.test http://localhost:7001; "
            + "require-trusted-types-for 'script'; trusted-types 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
            response.Headers.GetValues("Content-Security-Policy").Single());
    }

    [Fact]
    public async Task Every_module_that_a_module_imports_is_there_and_the_page_has_no_script_of_its_own()
    {
        var page = await http.GetStringAsync(World.MyTodos);
        Assert.Empty(InlineScript().Matches(page));

        var modules = new HashSet<string> { "app.js" };
        for (var found = 0; found != modules.Count;)
        {
            found = modules.Count;
            foreach (var module in modules.ToList())
                modules.UnionWith(Import().Matches(await http.GetStringAsync(new Uri(World.MyTodos, module))).Select(import => import.Groups["path"].Value));
        }

        Assert.Equal(["app.js", "organizer.js", "random.js", "session.js", "sign-in.js", "view.js"], modules.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_settings_are_what_a_page_needs_and_no_secret()
    {
        var settings = JsonDocument.Parse(await http.GetStringAsync(new Uri(World.MyTodos, "settings.json"))).RootElement;

        Assert.Equal(
            """{"issuer":"https://local-tenant.test/","clientId":"MyTodosIo00000000000000000000001","audience":"urn:organizer-api","api":"http://localhost:7001/"}""",
            settings.GetRawText());
    }

    [Fact]
    public async Task Tasks_are_added_and_completed_across_origins_and_the_calendar_is_refused()
    {
        var (access, _) = await SignInAsync();
        var script = Script();

        Assert.Equal(204, (await script.PreflightAsync(HttpMethod.Put, "api/tasks", CancellationToken.None)).Status);
        var (created, task) = await script.CallAsync(HttpMethod.Post, "api/tasks", access, new { title = "Pack" }, CancellationToken.None);
        var (completed, done) = await script.CallAsync(HttpMethod.Put, $"api/tasks/{task.Id()}", access, new { title = "Pack", done = true }, CancellationToken.None);
        var (refused, problem) = await script.CallAsync(HttpMethod.Get, "api/appointments", access, body: null, CancellationToken.None);

        Assert.Equal((201, 200, true), (created, completed, done.GetProperty("done").GetBoolean()));
        Assert.Equal((403, "scope_missing"), (refused, problem.GetProperty("code").GetString()));
    }

    [Fact]
    public async Task A_page_of_another_origin_gets_nothing_to_see()
    {
        var (access, _) = await SignInAsync();
        var stranger = new MyTodosScript(new("http://localhost:9999/"), world.Tenant.Issuer, World.Organizer, http);

        Assert.Equal(200, (await Script().CallAsync(HttpMethod.Get, "api/tasks", access, body: null, CancellationToken.None)).Status);
        await Assert.ThrowsAsync<HttpRequestException>(() => stranger.CallAsync(HttpMethod.Get, "api/tasks", access, body: null, CancellationToken.None));
    }

    [Fact]
    public async Task An_access_token_that_expired_is_renewed_by_a_refresh_token_that_counts_once()
    {
        var (access, refresh) = await SignInAsync();
        var script = Script();
        Assert.Equal(200, (await script.CallAsync(HttpMethod.Get, "api/tasks", access, body: null, CancellationToken.None)).Status);
        world.Clock.Advance(World.UntilAccessTokensExpire);
        Assert.Equal(401, (await script.CallAsync(HttpMethod.Get, "api/tasks", access, body: null, CancellationToken.None)).Status);

        var (status, renewed) = await script.RefreshAsync(refresh, CancellationToken.None);
        Assert.Equal(200, status);
        Assert.Equal(200, (await script.CallAsync(HttpMethod.Get, "api/tasks", renewed.GetProperty("access_token").GetString(), body: null, CancellationToken.None)).Status);

        var (again, refusal) = await script.RefreshAsync(refresh, CancellationToken.None);
        Assert.Equal((403, "invalid_grant"), (again, refusal.GetProperty("error").GetString()));
        var (successor, _) = await script.RefreshAsync(renewed.GetProperty("refresh_token").GetString(), CancellationToken.None);
        Assert.Equal(403, successor);
    }

    [Fact]
    public async Task The_implicit_grant_brings_an_access_token_in_the_fragment_and_nothing_else()
    {
        var script = Script();
        var (_, page) = await world.VisitAsync(script.Authorize(GrantType.Implicit), SampleTenant.Alice);
        var answer = QueryHelpers.ParseQuery(page.Address.Fragment.TrimStart('#'));

        Assert.Equal(("", script.State), (page.Address.Query, $"{answer["state"]}"));
        Assert.False(answer.ContainsKey("refresh_token"));
        Assert.Equal(200, (await script.CallAsync(HttpMethod.Get, "api/tasks", answer["access_token"], body: null, CancellationToken.None)).Status);
    }

    [Fact]
    public async Task A_user_who_denies_comes_back_with_access_denied_and_the_state()
    {
        var script = Script();
        var (_, page) = await world.VisitAsync(script.Authorize(GrantType.AuthorizationCode), SampleTenant.Bob, TenantPages.Deny);
        var answer = QueryHelpers.ParseQuery(page.Address.Query);

        Assert.Equal(("access_denied", script.State, false), ($"{answer["error"]}", $"{answer["state"]}", answer.ContainsKey("code")));
    }

    private MyTodosScript Script() => new(World.MyTodos, world.Tenant.Issuer, World.Organizer, http);

    private async Task<(string Access, string Refresh)> SignInAsync()
    {
        var script = Script();
        var (_, page) = await world.VisitAsync(script.Authorize(GrantType.AuthorizationCode), SampleTenant.Alice);
        var (status, tokens) = await script.RedeemAsync(QueryHelpers.ParseQuery(page.Address.Query)["code"], CancellationToken.None);
        Assert.Equal(200, status);
        return (tokens.GetProperty("access_token").GetString()!, tokens.GetProperty("refresh_token").GetString()!);
    }

    [GeneratedRegex("<script(?![^>]*\\bsrc=)|\\bon\\w+=|style=", RegexOptions.None, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex InlineScript();

    [GeneratedRegex("from '\\./(?<path>[\\w-]+\\.js)'", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex Import();
}
