using System.Net;
using System.Net.Http.Headers;
using ApiAuth.LocalTenant;

namespace ApiAuth.Browser.Tests.Pages;

/// <summary>A developer tries an API without writing a client.</summary>
public class TestTokenTests(Chromium chromium)
{
    [Fact]
    public async Task A_token_that_the_dashboard_issues_is_shown_decoded_and_opens_the_API()
    {
        await using var stage = await Stage.OpenAsync(chromium);
        var page = stage.Page;
        await stage.GotoAsync(new($"{stage.Dashboard}/test"));
        await page.GetByLabel("Application", new() { Exact = true }).SelectOptionAsync(SampleTenant.TextApp.Name);
        await page.GetByLabel("appointments").UncheckAsync();

        await page.PressAsync("Issue a token");

        await page.SaysAsync(SampleTenant.Alice.UserId);
        var token = await page.EvaluateAsync<string>("document.body.innerText.match(/eyJ[\\w-]+\\.[\\w-]+\\.[\\w-]+/)[0]");
        Assert.Equal(HttpStatusCode.OK, await GetAsync(stage, "/api/contacts", token));
        Assert.Equal(HttpStatusCode.Forbidden, await GetAsync(stage, "/api/tasks", token));
        stage.Complaints.AreNone();
    }

    private static async Task<HttpStatusCode> GetAsync(Stage stage, string path, string token)
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var response = await http.GetAsync(new Uri(stage.Systems.Organizer, path), TestContext.Current.CancellationToken);
        return response.StatusCode;
    }
}
