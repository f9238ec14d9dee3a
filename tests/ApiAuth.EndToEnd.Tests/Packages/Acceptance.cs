using System.Net;
using System.Net.Http.Headers;
using ApiAuth.EndToEnd.Tests.Processes;
using ApiAuth.LocalTenant;

namespace ApiAuth.EndToEnd.Tests.Packages;

/// <summary>What an API that asks for the scope <c>contacts</c> answers, whatever it was made of.</summary>
static class Acceptance
{
    public static async Task AnswersAsItShouldAsync(RunningApi api, Tenant tenant)
    {
        Assert.Equal((HttpStatusCode.OK, $"The contacts of {SampleTenant.Alice.UserId}"), await GetAsync(api, TokenOf(tenant, SampleTenant.TextApp, "contacts")));
        Assert.Equal((HttpStatusCode.Unauthorized, "token_missing"), await GetAsync(api, null));
        Assert.Equal((HttpStatusCode.Unauthorized, "signature_invalid"), await GetAsync(api, tenant.Forge.Alter(TokenOf(tenant, SampleTenant.TextApp, "contacts"), ForgedSignature.UnpublishedKey)));
        Assert.Equal((HttpStatusCode.Forbidden, "scope_missing"), await GetAsync(api, TokenOf(tenant, SampleTenant.MyTodos, "tasks")));
    }

    private static string TokenOf(Tenant tenant, Client client, string scope) => tenant.IssueAccessToken(new()
    {
        UserId = SampleTenant.Alice.UserId,
        ClientId = client.ClientId,
        Audience = SampleTenant.OrganizerApi.Identifier,
        Scope = scope,
    });

    // The body of an answer, or the code of a refusal.
    private static async Task<(HttpStatusCode Status, string Said)> GetAsync(RunningApi api, string? token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/contacts");
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        using var answer = await api.Client.SendAsync(request, TestContext.Current.CancellationToken);
        var body = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return (answer.StatusCode, answer.IsSuccessStatusCode ? body : System.Text.Json.JsonDocument.Parse(body).RootElement.GetProperty("code").GetString()!);
    }
}
