using System.Text.Json.Nodes;

namespace ApiAuth.LocalTenant.Tests.Management;

public class PagingTests
{
    private static readonly LocalTenantSeed FiveClients = LocalTenantSeed.Empty with
    {
        Clients = [.. Enumerable.Range(1, 5).Select(n => new Client { ClientId = $"c{n}", Name = $"Client {n}", TokenEndpointAuthMethod = TokenEndpointAuthMethod.None })],
    };

    [Theory]
    [InlineData("", "c1 c2 c3 c4 c5 LocalTenantManagement00000000001")]
    [InlineData("?per_page=2", "c1 c2")]
    [InlineData("?per_page=2&page=1", "c3 c4")]
    [InlineData("?per_page=4&page=1", "c5 LocalTenantManagement00000000001")]
    [InlineData("?per_page=2&page=3", "")]
    [InlineData("?per_page=2&page=2147483647", "")]
    [InlineData("?per_page=0", "")]
    [InlineData("?include_totals=false&per_page=1", "c1")]
    public async Task A_list_comes_in_pages(string query, string ids)
    {
        await using var server = await TenantUnderTest.StartAsync(FiveClients);

        Assert.Equal(ids, Ids((await server.ManageAsync("GET", $"clients{query}")).Body));
    }

    [Theory]
    [InlineData("?include_totals=true", 0, 50, "c1 c2 c3 c4 c5 LocalTenantManagement00000000001")]
    [InlineData("?include_totals=true&per_page=2&page=1", 2, 2, "c3 c4")]
    public async Task With_totals_the_list_is_a_member(string query, int start, int limit, string ids)
    {
        await using var server = await TenantUnderTest.StartAsync(FiveClients);

        var reply = await server.ManageAsync("GET", $"clients{query}");

        Assert.Equal(["start", "limit", "total", "clients"], reply.Object.Select(member => member.Key));
        Assert.Equal((start, limit, 6, ids), ((int)reply.Body!["start"]!, (int)reply.Body["limit"]!, (int)reply.Body["total"]!, Ids(reply.Body["clients"])));
    }

    [Theory]
    [InlineData("?take=2", "c1 c2", "c2")]
    [InlineData("?take=2&from=c2", "c3 c4", "c4")]
    [InlineData("?take=4&from=c2", "c3 c4 c5 LocalTenantManagement00000000001", null)]
    [InlineData("?from=c4&include_totals=true", "c5 LocalTenantManagement00000000001", null)]
    [InlineData("?from=gone", "", null)]
    public async Task From_a_checkpoint_on_there_is_a_next_one_and_no_total(string query, string ids, string? next)
    {
        await using var server = await TenantUnderTest.StartAsync(FiveClients);

        var reply = await server.ManageAsync("GET", $"clients{query}");

        Assert.Equal((ids, next), (Ids(reply.Body!["clients"]), (string?)reply.Body["next"]));
        Assert.Null(reply.Body["total"]);
    }

    [Theory]
    [InlineData("per_page=101", "'Value 101 is greater than maximum 100' on property per_page (Number of results per page).")]
    [InlineData("per_page=ten", "'Expected type integer but found type string' on property per_page (Number of results per page).")]
    [InlineData("page=-1", "'Expected type integer but found type string' on property page (Page index of the results to return. First page is 0).")]
    [InlineData("take=0", "'Value 0 is less than minimum 1' on property take (Number of results per page).")]
    [InlineData("per_page=1&per_page=2", "'Expected type integer but found type array' on property per_page (Number of results per page).")]
    [InlineData("colour=red", "'Additional properties not allowed: colour'.")]
    public async Task A_query_that_breaks_one_rule_is_refused(string query, string problem)
    {
        await using var server = await TenantUnderTest.StartAsync(FiveClients);

        Assert.Equal((400, 400, "Bad Request", $"Query validation error: {problem}", "invalid_query_string"), (await server.ManageAsync("GET", $"clients?{query}")).Refusal);
    }

    private static string Ids(JsonNode? list) => string.Join(' ', list!.AsArray().Select(client => (string)client!["client_id"]!));
}
