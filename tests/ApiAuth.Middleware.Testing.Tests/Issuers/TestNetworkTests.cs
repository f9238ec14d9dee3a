namespace ApiAuth.Middleware.Testing.Tests.Issuers;

public class TestNetworkTests
{
    private static readonly Uri OfA = new("https://a.test/.well-known/openid-configuration");
    private static readonly Uri OfB = new("https://b.test/.well-known/openid-configuration");

    private readonly TestIssuer a = new("https://a.test/") { Algorithm = "ES256" };
    private readonly TestIssuer b = new("https://b.test/") { Algorithm = "ES256" };

    [Fact]
    public async Task Each_issuer_answers_for_itself()
    {
        var network = new TestNetwork(a, b);

        Assert.Equal("https://a.test/", (await Fetch.JsonAsync(network, OfA)).GetProperty("issuer").GetString());
        Assert.Equal("https://b.test/", (await Fetch.JsonAsync(network, OfB)).GetProperty("issuer").GetString());
        Assert.Equal([OfA, OfB], network.Requests);
        Assert.Equal([OfA], a.Requests);
        Assert.Equal([OfB], b.Requests);
        Assert.Empty(network.Unserved);
    }

    [Fact]
    public async Task A_broken_issuer_harms_no_other()
    {
        var network = new TestNetwork(a, b);
        a.Break(IssuerFault.ConnectionRefused);

        await Assert.ThrowsAsync<HttpRequestException>(() => Fetch.JsonAsync(network, OfA));
        Assert.Equal("https://b.test/", (await Fetch.JsonAsync(network, OfB)).GetProperty("issuer").GetString());
    }

    [Fact]
    public async Task Two_issuers_of_one_host_are_told_apart_by_their_paths()
    {
        var first = new TestIssuer("https://as.test/realms/one") { Algorithm = "ES256" };
        var second = new TestIssuer("https://as.test/realms/two") { Algorithm = "ES256" };
        var network = new TestNetwork(first, second);
        var address = new Uri("https://as.test/realms/two/.well-known/openid-configuration");

        Assert.Equal("https://as.test/realms/two", (await Fetch.JsonAsync(network, address)).GetProperty("issuer").GetString());
        Assert.Equal(0, first.DiscoveryFetches);
        Assert.Equal(1, second.DiscoveryFetches);
    }

    [Fact]
    public async Task A_host_that_no_issuer_has_is_unknown_and_noted()
    {
        var network = new TestNetwork(a);

        await Assert.ThrowsAsync<HttpRequestException>(() => Fetch.JsonAsync(network, OfB));

        Assert.Equal([OfB], network.Unserved);
        Assert.Equal([OfB], network.Requests);
        Assert.Empty(a.Requests);
    }
}
