using ApiAuth.LocalTenant;

namespace ApiAuth.Browser.Tests.Clients;

/// <summary>The single-page application: everything happens in the browser, across origins.</summary>
public class MyTodosTests(Chromium chromium)
{
    [Fact]
    public async Task It_shows_tasks_adds_one_and_gets_no_calendar()
    {
        await using var stage = await Stage.OpenAsync(chromium);
        var page = stage.Page;
        await EnterAsync(stage);
        await page.SaysAsync("Finish blog post");
        await page.SaysAsync("authorization code + PKCE");

        await page.GetByLabel("New task").FillAsync("Water the plants");
        await page.PressAsync("Add");
        await page.GetByLabel("Water the plants").CheckAsync();

        await Expect(page.GetByRole(AriaRole.Listitem).Filter(new() { HasText = "Water the plants" }).GetByRole(AriaRole.Checkbox)).ToBeCheckedAsync();
        stage.Complaints.AreNone();

        await page.PressAsync("Show my calendar");

        await page.ShowsAsync("None of MyTodos’ business");
        await page.SaysAsync("This needs “appointments”.");
        stage.Complaints.AreOnly(403);
    }

    [Fact]
    public async Task Its_calls_across_origins_are_announced_by_a_preflight_that_the_API_answers_without_a_token()
    {
        await using var stage = await Stage.OpenAsync(chromium);
        var calls = await CrossOriginCalls.WatchAsync(stage.Page, new(stage.Systems.Organizer, "/api/tasks"));

        await EnterAsync(stage);
        await stage.Page.SaysAsync("Finish blog post");

        var preflight = calls.Single("OPTIONS");
        var call = calls.Single("GET");
        var origin = stage.Systems.MyTodos.GetLeftPart(UriPartial.Authority);
        Assert.Equal((204, "authorization"), (preflight.Status, preflight.Request["access-control-request-headers"]));
        Assert.False(preflight.Request.ContainsKey("authorization"));
        Assert.Equal(origin, preflight.Response["access-control-allow-origin"]);
        Assert.Equal((200, origin), (call.Status, call.Response["access-control-allow-origin"]));
        Assert.StartsWith("Bearer ", call.Request["authorization"], StringComparison.Ordinal);
        stage.Complaints.AreNone();
    }

    [Fact]
    public async Task Its_tokens_stay_in_the_memory_of_the_page()
    {
        await using var stage = await Stage.OpenAsync(chromium);
        await EnterAsync(stage);
        await stage.Page.SaysAsync("Finish blog post");

        var stored = await stage.Page.EvaluateAsync<string>("JSON.stringify([document.cookie, {...localStorage}, {...sessionStorage}, location.href])");

        Assert.DoesNotContain("eyJ", stored, StringComparison.Ordinal);
        Assert.DoesNotContain("code=", stored, StringComparison.Ordinal);
        stage.Complaints.AreNone();
    }

    [Fact]
    public async Task After_a_reload_it_signs_in_again_by_itself()
    {
        await using var stage = await Stage.OpenAsync(chromium);
        await EnterAsync(stage);
        await stage.Page.SaysAsync("Finish blog post");
        stage.TenantPages.Clear();

        await stage.Page.ReloadAsync();

        await stage.Page.SaysAsync("Finish blog post");
        Assert.Empty(stage.TenantPages);
        stage.Complaints.AreNone();
    }

    [Fact]
    public async Task Denied_it_says_so_and_has_nothing()
    {
        await using var stage = await Stage.OpenAsync(chromium);
        await stage.GotoAsync(stage.Systems.MyTodos);
        await stage.Page.PressAsync("Sign in with Organizer");
        await stage.Page.SignInAsync(SampleTenant.Alice);

        await stage.Page.DenyAsync();

        await stage.Page.ShowsAsync("You did not allow it, and that is fine");
        Assert.Equal(stage.Systems.MyTodos.AbsoluteUri, stage.Page.Url);
        stage.Complaints.AreNone();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_token_that_is_refused_is_renewed_and_an_issuer_that_does_not_answer_ends_no_session(bool answers)
    {
        await using var stage = await Stage.OpenAsync(chromium);
        var page = stage.Page;
        await page.Clock.InstallAsync();
        await EnterAsync(stage);
        await page.SaysAsync("Finish blog post");
        await page.Clock.FastForwardAsync("02:00"); // only a new session is never begun anew
        stage.TenantPages.Clear();
        var refused = 0;
        await page.RouteAsync($"{stage.Systems.Organizer}api/tasks", route =>
            route.Request.Method == "POST" && refused++ == 0 ? route.FulfillAsync(Unauthorized(stage)) : route.ContinueAsync());
        if (!answers)
            await page.RouteAsync($"{stage.Systems.Tenant.Address}oauth/token", route => route.AbortAsync());

        await page.GetByLabel("New task").FillAsync("Water the plants");
        await page.PressAsync("Add");

        await page.SaysAsync(answers ? "Water the plants" : "Organizer does not answer");
        Assert.Equal(1, answers ? refused - 1 : refused);
        Assert.Empty(stage.TenantPages);
        Assert.Equal(stage.Systems.MyTodos.AbsoluteUri, page.Url);
    }

    [Fact]
    public async Task A_box_that_is_ticked_by_keyboard_keeps_the_keyboard()
    {
        await using var stage = await Stage.OpenAsync(chromium);
        await EnterAsync(stage);
        var box = stage.Page.GetByLabel("Finish blog post");
        await box.FocusAsync();

        for (var done = 1; done >= 0; done--)
        {
            await stage.Page.RunAndWaitForResponseAsync(() => stage.Page.Keyboard.PressAsync("Space"), response => response.Request.Method == "GET" && response.Ok);
            await Expect(box).ToBeCheckedAsync(new() { Checked = done == 1 });
            await Expect(box).ToBeFocusedAsync();
        }

        stage.Complaints.AreNone();
    }

    [Fact]
    public async Task The_implicit_grant_brings_the_token_in_the_fragment_and_nothing_of_it_stays_in_the_address()
    {
        await using var stage = await Stage.OpenAsync(chromium);
        var page = stage.Page;
        await stage.GotoAsync(stage.Systems.MyTodos);
        await page.GetByText("For the curious").ClickAsync();
        await page.GetByLabel("Sign in with the implicit grant, which is legacy").CheckAsync();
        await page.PressAsync("Sign in with Organizer");
        await page.SignInAsync(SampleTenant.Alice);

        var answer = await page.RunAndWaitForResponseAsync(page.AllowAsync, response => response.Request.Method == "POST" && response.Status is 302 or 303);

        await page.SaysAsync("Finish blog post");
        await page.SaysAsync("implicit grant (legacy)");
        var location = new Uri(await answer.HeaderValueAsync("location") ?? "");
        Assert.StartsWith("#access_token=eyJ", location.Fragment, StringComparison.Ordinal);
        Assert.Contains("&token_type=Bearer", location.Fragment, StringComparison.Ordinal);
        Assert.Empty(location.Query);
        Assert.DoesNotContain("refresh_token", location.Fragment, StringComparison.Ordinal);
        Assert.Equal(stage.Systems.MyTodos.AbsoluteUri, page.Url);
        stage.Complaints.AreNone();
    }

    private static RouteFulfillOptions Unauthorized(Stage stage) => new()
    {
        Status = 401,
        Headers = [new("Access-Control-Allow-Origin", stage.Systems.MyTodos.GetLeftPart(UriPartial.Authority)), new("WWW-Authenticate", "Bearer realm=\"api\", error=\"invalid_token\"")],
    };

    private static async Task EnterAsync(Stage stage)
    {
        await stage.GotoAsync(stage.Systems.MyTodos);
        await stage.Page.PressAsync("Sign in with Organizer");
        await stage.Page.SignInAsync(SampleTenant.Alice);
        await stage.Page.AllowAsync();
    }
}
