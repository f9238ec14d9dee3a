using ApiAuth.LocalTenant.Tests.Browsing;
using static ApiAuth.LocalTenant.Tests.Management.ManagementCallExtensions;

namespace ApiAuth.LocalTenant.Tests.Management;

public class GrantsApiTests
{
    private static readonly LocalTenantSeed Seed = LocalTenantSeed.Samples with
    {
        UserGrants =
        [
            Grant("g1", SampleTenant.Alice, SampleTenant.CalendarApp, "appointments", "contacts"),
            Grant("g2", SampleTenant.Alice, SampleTenant.MyTodos, "tasks"),
            Grant("g3", SampleTenant.Bob, SampleTenant.MyTodos, "tasks"),
        ],
    };

    [Fact]
    public async Task A_grant_names_its_client_in_camel_case()
    {
        await using var server = await TenantUnderTest.StartAsync(Seed);

        var reply = await server.ManageAsync("GET", "grants?user_id=auth0%7Ca11ce0000000000000000001&client_id=CalendarApp000000000000000000001&audience=urn:organizer-api");

        AssertJson("""
            [{"id":"g1","clientID":"CalendarApp000000000000000000001","user_id":"auth0|a11ce0000000000000000001","audience":"urn:organizer-api","scope":["appointments","contacts"]}]
            """, reply.Body);
    }

    [Theory]
    [InlineData("", "g1 g2 g3")]
    [InlineData("?user_id=auth0%7Ca11ce0000000000000000001", "g1 g2")]
    [InlineData("?client_id=MyTodosIo00000000000000000000001", "g2 g3")]
    [InlineData("?audience=urn:other", "")]
    [InlineData("?per_page=1&page=1", "g2")]
    public async Task Grants_are_filtered_and_paged(string query, string ids)
    {
        await using var server = await TenantUnderTest.StartAsync(Seed);

        Assert.Equal(ids, string.Join(' ', (await server.ManageAsync("GET", $"grants{query}")).Body!.AsArray().Select(grant => (string)grant!["id"]!)));
    }

    [Theory]
    [InlineData("grants/g2", "g1 g3")]
    [InlineData("grants/gone", "g1 g2 g3")]
    [InlineData("grants?user_id=auth0%7Ca11ce0000000000000000001", "g3")]
    [InlineData("grants?user_id=nobody", "g1 g2 g3")]
    public async Task A_deleted_grant_is_gone(string path, string left)
    {
        await using var server = await TenantUnderTest.StartAsync(Seed);

        var reply = await server.ManageAsync("DELETE", path);

        Assert.Equal((204, null), (reply.Status, reply.Body));
        Assert.Equal(left, string.Join(' ', server.Tenant.Store.Current.UserGrants.Select(grant => grant.Id)));
    }

    [Theory]
    [InlineData("grants/{id}")]
    [InlineData("grants?user_id=auth0%7Ca11ce0000000000000000001")]
    public async Task After_a_grant_was_deleted_the_user_is_asked_again(string path)
    {
        await using var server = await TenantUnderTest.StartAsync();
        using var browser = new Browser(server);
        await browser.AuthorizeAsync(AuthorizeRequest.Valid);
        Assert.False((await browser.OpenAsync(AuthorizeRequest.Valid)).IsAt(TenantPaths.Consent));

        await server.ManageAsync("DELETE", path.Replace("{id}", server.Tenant.Store.Current.UserGrants.Single().Id, StringComparison.Ordinal));

        Assert.True((await browser.OpenAsync(AuthorizeRequest.Valid)).IsAt(TenantPaths.Consent));
    }

    [Fact]
    public async Task All_grants_of_a_user_are_deleted_only_when_the_user_is_named()
    {
        await using var server = await TenantUnderTest.StartAsync(Seed);

        Assert.Equal((400, 400, "Bad Request", "Query validation error: 'Missing required property: user_id'.", "invalid_query_string"), (await server.ManageAsync("DELETE", "grants")).Refusal);
        Assert.Equal(3, server.Tenant.Store.Current.UserGrants.Count);
    }

    private static UserGrant Grant(string id, User user, Client client, params string[] scope) =>
        new() { Id = id, UserId = user.UserId, ClientId = client.ClientId, Audience = "urn:organizer-api", Scope = scope };
}
