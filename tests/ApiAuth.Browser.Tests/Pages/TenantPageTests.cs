using System.Text.Json;
using ApiAuth.LocalTenant;
using Microsoft.AspNetCore.WebUtilities;

namespace ApiAuth.Browser.Tests.Pages;

/// <summary>Every page of the tenant that people meet on their way from an application and back.</summary>
public class TenantPageTests(Chromium chromium)
{
    private static readonly UserGrant tasksForMyTodos = new()
    {
        UserId = SampleTenant.Alice.UserId,
        ClientId = SampleTenant.MyTodos.ClientId,
        Audience = SampleTenant.OrganizerApi.Identifier,
        Scope = ["tasks"],
    };

    [Theory]
    [InlineData(Look.Light)]
    [InlineData(Look.Dark)]
    [InlineData(Look.Phone)]
    public async Task The_pages_of_sign_in_are_fit_for_everybody(Look look)
    {
        await using var stage = await Stage.OpenAsync(chromium, look);
        var (page, gallery) = (stage.Page, new Gallery("tenant", look));
        await stage.GotoAsync(new(stage.Systems.CalendarApp, "/SignIn"));
        await page.ShowsAsync("Sign in");
        await gallery.KeepAsync(page, "tenant-login");
        await page.SignInAsync(SampleTenant.Alice with { Password = "another" });
        await page.SaysAsync("Wrong e-mail address or password.");
        await gallery.KeepAsync(page, "tenant-login-wrong-password");
        await page.SignInAsync(SampleTenant.Alice);
        await page.ShowsAsync("CalendarApp asks for access");
        await gallery.KeepAsync(page, "tenant-consent");
        await page.AllowAsync();
        await page.ShowsAsync("Agenda");

        await PostAnswerAsync(stage, gallery);
        await SendAnswerAsync(stage, gallery);
        await stage.GotoAsync(new(stage.Systems.Tenant.Address, "/authorize?client_id=nobody"));
        await gallery.KeepAsync(page, "tenant-unknown-client");
        await stage.GotoAsync(new(stage.Systems.Tenant.Address, "/v2/logout"));
        await gallery.KeepAsync(page, "tenant-signed-out");
        await ChangePasswordAsync(stage, gallery);

        gallery.IsCompleteAndFlawless();
        stage.Complaints.AreOnly(400);
    }

    private static async Task PostAnswerAsync(Stage stage, Gallery gallery)
    {
        var (page, callback) = (stage.Page, new Uri(stage.Systems.CalendarApp, "/auth/organizer/callback"));
        await page.AddInitScriptAsync("HTMLFormElement.prototype.submit = () => document.title = 'sent by itself'"); // stays long enough to be looked at

        await stage.GotoAsync(Authorize(stage, SampleTenant.CalendarApp, callback, "appointments", "form_post"));

        await page.ShowsAsync("Back to CalendarApp");
        await Expect(page).ToHaveTitleAsync("sent by itself");
        await gallery.KeepAsync(page, "tenant-form-post");
        var post = await page.RunAndWaitForRequestAsync(() => page.PressAsync("Back to CalendarApp"), callback.AbsoluteUri);
        var form = QueryHelpers.ParseQuery(post.PostData);
        Assert.Equal(["code", "state"], form.Keys.Order(StringComparer.Ordinal));
        Assert.Equal("the state", form["state"]);
        await page.ShowsAsync("Signing in did not work"); // the application did not ask
    }

    private static async Task SendAnswerAsync(Stage stage, Gallery gallery)
    {
        stage.Systems.Tenant.Tenant.Store.Update(seed => seed with { UserGrants = [.. seed.UserGrants, tasksForMyTodos] });
        await stage.GotoAsync(stage.Systems.MyTodos);
        var message = "";

        var window = await stage.Page.RunAndWaitForPopupAsync(async () => message = await stage.Page.EvaluateAsync<string>(
            "address => new Promise(resolve => { addEventListener('message', ({ origin, data }) => resolve(JSON.stringify({ origin, ...data }))); open(address); })",
            Authorize(stage, SampleTenant.MyTodos, stage.Systems.MyTodos, "tasks", "web_message").AbsoluteUri));

        await window.ShowsAsync("Done");
        await gallery.KeepAsync(window, "tenant-web-message");
        await window.CloseAsync();
        var answer = JsonDocument.Parse(message).RootElement;
        Assert.Equal(stage.Systems.Tenant.Address.GetLeftPart(UriPartial.Authority), answer.GetProperty("origin").GetString());
        Assert.Equal(["code", "state"], answer.GetProperty("response").EnumerateObject().Select(member => member.Name).Order(StringComparer.Ordinal));
    }

    private static async Task ChangePasswordAsync(Stage stage, Gallery gallery)
    {
        stage.Systems.Tenant.Tenant.Store.Update(seed => seed with
        {
            Users = [.. seed.Users.Select(user => user with { MustChangePassword = user.UserId == SampleTenant.Bob.UserId })],
        });
        await stage.GotoAsync(new(stage.Systems.CalendarApp, "/SignIn"));
        await stage.Page.SignInAsync(SampleTenant.Bob);
        await stage.Page.ShowsAsync("Choose a new password");
        await gallery.KeepAsync(stage.Page, "tenant-change-password");
        await stage.Page.GetByLabel("New password").FillAsync("one password");
        await stage.Page.GetByLabel("The same again").FillAsync("another password");
        await stage.Page.PressAsync("Change the password");
        await Expect(stage.Page.GetByRole(AriaRole.Alert)).ToBeVisibleAsync();
        await gallery.KeepAsync(stage.Page, "tenant-change-password-refused");
    }

    private static Uri Authorize(Stage stage, Client client, Uri callback, string scope, string mode) =>
        new(QueryHelpers.AddQueryString($"{new Uri(stage.Systems.Tenant.Address, TenantPaths.Authorize)}", new Dictionary<string, string?>
        {
            ["response_type"] = "code",
            ["response_mode"] = mode,
            ["client_id"] = client.ClientId,
            ["redirect_uri"] = callback.AbsoluteUri,
            ["audience"] = SampleTenant.OrganizerApi.Identifier,
            ["scope"] = scope,
            ["state"] = "the state",
            ["code_challenge"] = new string('c', 43),
            ["code_challenge_method"] = "S256",
        }));
}
