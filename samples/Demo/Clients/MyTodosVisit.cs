using System.Text.Json;
using ApiAuth.LocalTenant;
using Demo.Browsing;
using Demo.Hosting;
using Demo.Matrix;
using Microsoft.AspNetCore.WebUtilities;

namespace Demo.Clients;

/// <summary>A single-page app, which has no secret: authorization code with PKCE and rotating refresh tokens, and the legacy implicit grant.</summary>
sealed class MyTodosVisit(Systems systems, HttpMessageHandler network, HttpClient http, TimeProvider time)
{
    private readonly Visit visit = new(SampleTenant.MyTodos.Name, time);

    public async Task<IReadOnlyList<Check>> WalkAsync(CancellationToken cancellation)
    {
        using var vera = new Browser(network);
        await visit.StepAsync("the page", 200, async () => Outcome.Of(await vera.OpenAsync(systems.MyTodos, cancellation), "Sign in with Organizer"));
        await WalkCodeAsync(vera, cancellation);
        await WalkImplicitAsync(vera, cancellation);

        using var dan = new Browser(network);
        await visit.StepAsync("code + PKCE, deny", 200, async () =>
        {
            var (status, answer) = await AuthorizeAsync(Script(), dan, GrantType.AuthorizationCode, TenantHost.Reluctant, TenantPages.Deny, cancellation);
            return new(status, answer("error"), answer("error") == "access_denied" ? null : $"error is {answer("error")}");
        });
        return visit.Checks;
    }

    private async Task WalkCodeAsync(Browser vera, CancellationToken cancellation)
    {
        var script = Script();
        string? code = null, access = null, refresh = null;
        var task = default(JsonElement);
        await visit.StepAsync("code + PKCE, allow", 200, async () =>
        {
            var (status, answer) = await AuthorizeAsync(script, vera, GrantType.AuthorizationCode, TenantHost.Agreeable, TenantPages.Allow, cancellation);
            code = answer("code");
            return new(status, Fault: string.IsNullOrEmpty(code) ? $"there is no code but {answer("error")}" : null);
        });
        await visit.StepAsync("redeem the code", 200, async () => Keep(await script.RedeemAsync(code, cancellation)));
        await visit.StepAsync("redeem it again", 403, async () => Refused(await script.RedeemAsync(code, cancellation)));
        await visit.StepAsync("another verifier", 403, async () =>
        {
            var other = Script();
            var (_, answer) = await AuthorizeAsync(other, vera, GrantType.AuthorizationCode, TenantHost.Agreeable, TenantPages.Allow, cancellation);
            return Refused(await other.RedeemAsync(answer("code"), cancellation, otherVerifier: new('x', 43)));
        });
        await visit.StepAsync("sign in anew", 200, async () => // the code that came twice has ended what it gave
        {
            script = Script();
            var (_, answer) = await AuthorizeAsync(script, vera, GrantType.AuthorizationCode, TenantHost.Agreeable, TenantPages.Allow, cancellation);
            return Keep(await script.RedeemAsync(answer("code"), cancellation));
        });
        await visit.StepAsync("preflight /api/tasks", 204, async () => new((await script.PreflightAsync(HttpMethod.Put, "api/tasks", cancellation)).Status));
        await visit.StepAsync("add a task", 201, async () =>
        {
            (var status, task) = await script.CallAsync(HttpMethod.Post, "api/tasks", access, new { title = "Water the plants" }, cancellation);
            return new(status);
        });
        await visit.StepAsync("complete it", 200, async () =>
        {
            var (status, body) = await script.CallAsync(HttpMethod.Put, $"api/tasks/{Text(task, "id")}", access, new { title = "Water the plants", done = true }, cancellation);
            return new(status, Fault: Text(body, "completedAt") is null ? $"the task is {body}" : null);
        });
        await visit.StepAsync("the calendar button", 403, async () => Refused(await script.CallAsync(HttpMethod.Get, "api/appointments", access, body: null, cancellation)));

        var used = refresh;
        await visit.StepAsync("refresh", 200, async () => Keep(await script.RefreshAsync(refresh, cancellation)));
        await visit.StepAsync("tasks, token renewed", 200, async () => new((await script.CallAsync(HttpMethod.Get, "api/tasks", access, body: null, cancellation)).Status));
        await visit.StepAsync("a used refresh token", 403, async () => Refused(await script.RefreshAsync(used, cancellation)));
        await visit.StepAsync("its successor, then", 403, async () => Refused(await script.RefreshAsync(refresh, cancellation)));
        await visit.StepAsync("revoke", 200, async () => new((await script.RevokeAsync(refresh, cancellation)).Status));

        Outcome Keep((int Status, JsonElement Body) answer)
        {
            (access, refresh) = (Text(answer.Body, "access_token"), Text(answer.Body, "refresh_token"));
            return new(answer.Status, Fault: access is null || refresh is null ? $"tokens are missing: {Text(answer.Body, "error")}" : null);
        }
    }

    private async Task WalkImplicitAsync(Browser vera, CancellationToken cancellation)
    {
        var script = Script();
        string? access = null;
        await visit.StepAsync("implicit, token in fragment", 200, async () =>
        {
            var (status, answer) = await AuthorizeAsync(script, vera, GrantType.Implicit, TenantHost.Agreeable, TenantPages.Allow, cancellation);
            access = answer("access_token");
            return new(status, Fault: string.IsNullOrEmpty(access) || answer("refresh_token") is not null ? "not an access token alone" : null);
        });
        await visit.StepAsync("tasks, implicit token", 200, async () => new((await script.CallAsync(HttpMethod.Get, "api/tasks", access, body: null, cancellation)).Status));
    }

    /// <summary>To the tenant and back to the page; gives the page's status and what the address brought: in the query for a code, in the fragment for a token.</summary>
    private static async Task<(int Status, Func<string, string?> Answer)> AuthorizeAsync(
        MyTodosScript script, Browser browser, string grant, User user, string decision, CancellationToken cancellation)
    {
        var (page, _) = await browser.PassAsync(await browser.OpenAsync(script.Authorize(grant), cancellation), user, decision, cancellation);
        var answer = QueryHelpers.ParseQuery((grant == GrantType.Implicit ? page.Address.Fragment : page.Address.Query).TrimStart('#', '?'));
        return answer.TryGetValue("state", out var state) && state == script.State
            ? (page.Status, name => answer.TryGetValue(name, out var value) ? value.ToString() : null)
            : throw new NotOnThePageException(page, "no answer with our state");
    }

    private MyTodosScript Script() => new(systems.MyTodos, systems.Tenant.Issuer, systems.Organizer, http);

    private static Outcome Refused((int Status, JsonElement Body) answer) =>
        new(answer.Status, Text(answer.Body, "error") ?? Text(answer.Body, "code"));

    private static string? Text(JsonElement body, string name) =>
        body.ValueKind == JsonValueKind.Object && body.TryGetProperty(name, out var value) ? value.GetString() : null;
}
