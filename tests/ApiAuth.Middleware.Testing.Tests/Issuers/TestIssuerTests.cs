using System.Net;

namespace ApiAuth.Middleware.Testing.Tests.Issuers;

public class TestIssuerTests
{
    private readonly TestIssuer issuer = Fetch.Issuer();

    [Fact]
    public async Task Discovery_names_the_issuer_and_leads_to_its_keys()
    {
        var discovery = await Fetch.JsonAsync(issuer.Handler, Fetch.Discovery);
        var keys = await Fetch.JsonAsync(issuer.Handler, new Uri(discovery.GetProperty("jwks_uri").GetString()!));

        Assert.Equal(Fetch.Name, discovery.GetProperty("issuer").GetString());
        Assert.Equal(issuer.CurrentKey.ToJwk(), Assert.Single(keys.GetProperty("keys").EnumerateArray()).GetRawText());
        Assert.Equal(1, issuer.DiscoveryFetches);
        Assert.Equal(1, issuer.JwksFetches);
        Assert.Equal([Fetch.Discovery, Fetch.Jwks], issuer.Requests);
    }

    [Theory]
    [InlineData("https://as.test", "https://as.test/.well-known/openid-configuration")]
    [InlineData("https://as.test/realms/a", "https://as.test/realms/a/.well-known/openid-configuration")]
    [InlineData("http://localhost:5000/", "http://localhost:5000/.well-known/openid-configuration")]
    public async Task An_issuer_may_have_any_name(string name, string address)
    {
        var discovery = await Fetch.JsonAsync(new TestIssuer(name) { Algorithm = "ES256" }.Handler, new Uri(address));

        Assert.Equal(name, discovery.GetProperty("issuer").GetString());
    }

    [Fact]
    public async Task A_tenant_with_several_domains_answers_on_each_with_the_same_keys()
    {
        var tenant = new TestIssuer("https://a.test/", "https://b.test/") { Audience = "urn:api" };
        var second = await Fetch.JsonAsync(tenant.Handler, new Uri("https://b.test/.well-known/openid-configuration"));

        Assert.Equal("https://a.test/", new ReadToken(tenant.Issue()).Text("iss"));
        Assert.Equal("https://b.test/", second.GetProperty("issuer").GetString());
        Assert.Equal("https://b.test/.well-known/jwks.json", second.GetProperty("jwks_uri").GetString());
    }

    [Fact]
    public void An_issuer_without_a_name_says_how_to_give_it_one()
    {
        var error = Assert.Throws<InvalidOperationException>(() => new TestIssuer().Issue());

        Assert.Contains("UseTestIssuer", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_path_of_the_host_is_not_found_and_noted()
    {
        using var http = new HttpClient(issuer.Handler, disposeHandler: false);
        var other = new Uri("https://tenant.test/other");

        Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync(other)).StatusCode);
        Assert.Equal([other], issuer.Requests);
        Assert.Equal(0, issuer.DiscoveryFetches + issuer.JwksFetches);
    }

    [Fact]
    public async Task Another_host_is_unknown_and_noted()
    {
        using var http = new HttpClient(issuer.Handler, disposeHandler: false);
        var other = new Uri("https://elsewhere.test/.well-known/jwks.json");

        var error = await Assert.ThrowsAsync<HttpRequestException>(() => http.GetAsync(other));

        Assert.Equal(HttpRequestError.NameResolutionError, error.HttpRequestError);
        Assert.Equal([other], issuer.Requests);
    }

    [Fact]
    public async Task The_handler_outlives_its_clients()
    {
        var http = new HttpClient(issuer.Handler);
        await http.GetStringAsync(Fetch.Jwks);
        http.Dispose();

        Assert.Single(await Fetch.KeysAsync(issuer));
    }

    [Fact]
    public async Task A_document_can_be_any_text()
    {
        issuer.Jwks.Document = """{"keys":[1]}""";
        Assert.Equal(1, Assert.Single(await Fetch.KeysAsync(issuer)).GetInt32());

        issuer.Jwks.Document = null;
        Assert.Equal(issuer.CurrentKey.ToJwk(), Assert.Single(await Fetch.KeysAsync(issuer)).GetRawText());
    }

    [Fact]
    public async Task Waiting_for_a_fetch_ends_when_it_begins()
    {
        using var hang = issuer.Jwks.Break(IssuerFault.Hang);
        var begun = issuer.Jwks.WhenRequestedAsync(2);

        var first = Fetch.KeysAsync(issuer);
        Assert.False(begun.IsCompleted);
        var second = Fetch.KeysAsync(issuer);
        await begun;

        Assert.Equal(2, issuer.JwksFetches);
        Assert.True(issuer.Jwks.WhenRequestedAsync(2).IsCompleted);
        hang.Dispose();
        Assert.Equal(2, (await Task.WhenAll(first, second)).Length);
    }

    [Fact]
    public async Task Waiting_for_a_fetch_can_be_given_up()
    {
        using var giveUp = new CancellationTokenSource();
        var begun = issuer.Jwks.WhenRequestedAsync(1, giveUp.Token);
        await giveUp.CancelAsync();

        await Assert.ThrowsAsync<TaskCanceledException>(() => begun);
    }

    [Fact]
    public async Task Many_clients_at_once_are_all_counted_and_all_served()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => Task.Run(() => Fetch.KeysAsync(issuer))));

        Assert.All(answers, keys => Assert.Single(keys));
        Assert.Equal(200, issuer.JwksFetches);
        Assert.Equal(200, issuer.Requests.Count);
    }

    [Fact]
    public async Task The_keys_on_the_wire_are_always_a_whole_set_while_others_rotate()
    {
        var rotating = Task.Run(() =>
        {
            for (var n = 0; n < 50; n++)
            {
                var old = issuer.CurrentKey;
                issuer.Rotate();
                issuer.Withdraw(old.KeyId);
            }
        });
        var sizes = new List<int>();
        while (!rotating.IsCompleted)
            sizes.Add((await Fetch.KeysAsync(issuer)).Length);
        await rotating;

        Assert.All(sizes, size => Assert.InRange(size, 1, 2));
        Assert.Equal("test-key-51", issuer.CurrentKey.KeyId);
    }
}
