using System.Text.Json;
using ApiAuth.Interop.Tests.Organizer;
using ApiAuth.LocalTenant;

namespace ApiAuth.Interop.Tests.Clients;

/// <summary>openid-client signs a user in with the code flow and PKCE, and checks everything that OpenID Connect tells it to check.</summary>
public class UserTests
{
    private static readonly string[] loginAndConsent = ["/u/login", "/u/consent"];

    public static TheoryData<string> OpenIdClients => [ForeignTenant.WebApp.Name, ForeignTenant.BrowserApp.Name];

    [Theory]
    [MemberData(nameof(OpenIdClients))]
    public async Task A_client_signs_a_user_in_renews_its_tokens_and_throws_them_away(string name)
    {
        await using var tenant = await ForeignTenant.StartAsync();
        var client = name == ForeignTenant.WebApp.Name ? ForeignTenant.WebApp : ForeignTenant.BrowserApp;

        var result = await RunAsync("code-flow", tenant, client, "openid profile email offline_access contacts");

        Assert.Equal(loginAndConsent, Words(result.GetProperty("shown")));
        Assert.Equal(ForeignTenant.User.UserId, result.GetProperty("idToken").GetProperty("sub").GetString());
        Assert.Equal((ForeignTenant.User.UserId, ForeignTenant.User.Name, ForeignTenant.User.Email), (
            result.GetProperty("user").GetProperty("sub").GetString(),
            result.GetProperty("user").GetProperty("name").GetString(),
            result.GetProperty("user").GetProperty("email").GetString()));
        Assert.Equal(["urn:organizer-api", $"{tenant.Issuer}userinfo"], Words(result.GetProperty("payload").GetProperty("aud")));
        var renewal = result.GetProperty("renewal");
        Assert.NotEqual(Text(result, "tokens", "refresh_token"), Text(renewal, "renewed", "refresh_token"));
        Assert.Equal("""{"error":"invalid_grant","status":403}""", renewal.GetProperty("afterRevocation").GetRawText());
        Assert.Equal("""{"error":"invalid_grant","status":403}""", result.GetProperty("replay").GetRawText());
        await using var organizer = new OrganizerOnIssuer(tenant.Issuer);
        (await organizer.GetContactsAsync(Text(result, "tokens", "access_token"))).IsAccepted();
        (await organizer.GetContactsAsync(Text(renewal, "renewed", "access_token"))).IsAccepted();
        (await organizer.GetAsync("/api/tasks", Text(renewal, "renewed", "access_token"))).LacksScope("tasks");
    }

    [Fact]
    public async Task A_strict_third_party_client_gets_a_users_token_without_OpenID_Connect()
    {
        await using var tenant = await ForeignTenant.StartAsync();

        var result = await RunAsync("code-flow", tenant, ForeignTenant.Partner, "contacts tasks");

        Assert.Equal(loginAndConsent, Words(result.GetProperty("shown")));
        Assert.False(result.GetProperty("tokens").TryGetProperty("id_token", out _));
        Assert.Equal((ForeignTenant.User.UserId, "contacts tasks"), (Text(result, "payload", "sub"), Text(result, "payload", "scope")));
        await using var organizer = new OrganizerOnIssuer(tenant.Issuer);
        (await organizer.GetContactsAsync(Text(result, "tokens", "access_token"))).IsAccepted();
    }

    [Fact]
    public async Task A_user_who_says_no_is_heard_by_the_client()
    {
        await using var tenant = await ForeignTenant.StartAsync();

        var result = await RunAsync("denial", tenant, ForeignTenant.Partner, "contacts");

        Assert.Equal(loginAndConsent, Words(result.GetProperty("shown")));
        Assert.Equal(("access_denied", "User did not authorize the request"), (Text(result, "answer", "error"), Text(result, "answer", "error_description")));
    }

    [Fact]
    public async Task A_user_who_is_known_and_has_consented_is_not_bothered_again()
    {
        await using var tenant = await ForeignTenant.StartAsync();

        var result = await RunAsync("silent", tenant, ForeignTenant.BrowserApp, "contacts");

        Assert.Equal("""{"shown":[],"error":"login_required"}""", result.GetProperty("stranger").GetRawText());
        Assert.Equal("""{"shown":["/u/login","/u/consent"],"scope":"contacts"}""", result.GetProperty("user").GetRawText());
        Assert.Equal("""{"shown":[],"scope":"contacts"}""", result.GetProperty("again").GetRawText());
    }

    private static Task<JsonElement> RunAsync(string script, LocalTenantServer tenant, Client client, string scope) =>
        new OpenidClient(tenant, client) { Audience = ForeignTenant.Api.Identifier, Scope = scope, User = ForeignTenant.User }.RunAsync(script);

    private static string Text(JsonElement result, string part, string member) => result.GetProperty(part).GetProperty(member).GetString()!;

    private static string[] Words(JsonElement array) => [.. array.EnumerateArray().Select(item => item.GetString()!)];
}
