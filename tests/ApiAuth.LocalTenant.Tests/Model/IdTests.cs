using ApiAuth.LocalTenant.Model;

namespace ApiAuth.LocalTenant.Tests.Model;

public class IdTests
{
    [Fact]
    public void Ids_have_the_shapes_of_Auth0()
    {
        Assert.Matches("^[0-9a-f]{24}$", new ResourceServer { Identifier = "urn:x" }.Id);
        Assert.Matches("^[0-9A-Za-z]{32}$", new Client { Name = "x" }.ClientId);
        Assert.Matches("^tpc_[0-9A-Za-z]{22}$", Ids.NewStrictThirdPartyClient());
        Assert.Matches("^cgr_[0-9A-Za-z]{16}$", new ClientGrant { ClientId = "x", Audience = "y" }.Id);
        Assert.Matches("^auth0\\|[0-9a-f]{24}$", new User { Email = "x@example.com" }.UserId);
        Assert.Matches("^[0-9a-f]{24}$", new UserGrant { UserId = "x", ClientId = "y", Audience = "z" }.Id);
        Assert.Matches("^[0-9A-Za-z_-]{21}$", Ids.NewKid());
    }

    [Fact]
    public void The_sample_ids_have_the_same_shapes()
    {
        var seed = LocalTenantSeed.Samples;

        Assert.All(seed.ResourceServers, api => Assert.Matches("^[0-9a-f]{24}$", api.Id));
        Assert.All(seed.Clients, client => Assert.Matches(client.IsStrictThirdParty ? "^tpc_[0-9A-Za-z]{22}$" : "^[0-9A-Za-z]{32}$", client.ClientId));
        Assert.All(seed.ClientGrants, grant => Assert.Matches("^cgr_[0-9A-Za-z]{16}$", grant.Id));
        Assert.All(seed.Users, user => Assert.Matches("^auth0\\|[0-9a-f]{24}$", user.UserId));
    }

    [Fact]
    public void Made_up_ids_differ() =>
        Assert.Equal(1000, Enumerable.Range(0, 1000).Select(_ => Ids.NewClient()).Distinct().Count());
}
