using System.Text.Json.Nodes;

namespace ApiAuth.LocalTenant.Tests.Discovery;

public class DiscoveryTests
{
    [Fact]
    public async Task Discovery_lists_what_the_tenant_can_do_and_nothing_else()
    {
        await using var server = await TenantUnderTest.StartAsync();
        using var client = server.CreateClient();

        var document = await client.GetStringAsync(TenantPaths.OpenIdConfiguration);

        Assert.Equal(
            """{"issuer":"https://local-tenant.test/","token_endpoint":"https://local-tenant.test/oauth/token","jwks_uri":"https://local-tenant.test/.well-known/jwks.json","token_endpoint_auth_methods_supported":["client_secret_basic","client_secret_post"],"subject_types_supported":["public"]}""",
            document);
    }

    [Fact]
    public async Task Both_discovery_paths_answer_the_same()
    {
        await using var server = await TenantUnderTest.StartAsync();
        using var client = server.CreateClient();

        Assert.Equal(await client.GetStringAsync(TenantPaths.OpenIdConfiguration), await client.GetStringAsync(TenantPaths.AuthorizationServer));
    }

    [Theory]
    [InlineData("https://tenant.example", "https://tenant.example/")]
    [InlineData("https://tenant.example/", "https://tenant.example/")]
    [InlineData("http://host.docker.internal:5001/eu", "http://host.docker.internal:5001/eu/")]
    public async Task The_issuer_is_independent_of_the_address_and_ends_in_a_slash(string configured, string issuer)
    {
        var options = TenantUnderTest.Options();
        options.Issuer = configured;
        await using var server = await LocalTenantServer.StartAsync(options);
        using var client = server.CreateClient();

        var document = JsonNode.Parse(await client.GetStringAsync(TenantPaths.OpenIdConfiguration))!;

        Assert.Equal((issuer, issuer + "oauth/token"), ((string?)document["issuer"], (string?)document["token_endpoint"]));
        Assert.Equal(issuer, server.Issuer);
        Assert.Equal("127.0.0.1", server.Address.Host);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Below_an_issuer_with_a_path_everything_is_where_discovery_says(bool inProcess)
    {
        var options = TenantUnderTest.Options();
        options.Issuer = "https://login.example/eu/";
        await using var server = inProcess ? await LocalTenantServer.StartInProcessAsync(options) : await LocalTenantServer.StartAsync(options);
        using var client = server.CreateClient();

        var document = JsonNode.Parse(await client.GetStringAsync("/eu" + TenantPaths.OpenIdConfiguration))!;
        var keys = await client.GetStringAsync(new Uri((string)document["jwks_uri"]!).AbsolutePath);

        Assert.Equal(keys, await client.GetStringAsync(TenantPaths.Jwks));
        Assert.Equal(2, server.Tenant.Requests.Count(TenantPaths.Jwks));
    }

    [Fact]
    public async Task Without_a_configured_issuer_it_is_the_address()
    {
        await using var server = await LocalTenantServer.StartAsync(TenantUnderTest.Options());

        Assert.Equal(server.Address.AbsoluteUri, server.Issuer);
        Assert.Matches("^http://127\\.0\\.0\\.1:[0-9]+/$", server.Issuer);
    }

    [Theory]
    [InlineData("tenant.example")]
    [InlineData("ftp://tenant.example/")]
    [InlineData("https://tenant.example/?a=b")]
    [InlineData("https://tenant.example/#a")]
    [InlineData("")]
    public async Task An_issuer_that_cannot_be_one_is_refused(string issuer)
    {
        var options = TenantUnderTest.Options();
        options.Issuer = issuer;

        var refusal = await Assert.ThrowsAsync<LocalTenantException>(() => LocalTenantServer.StartInProcessAsync(options));

        Assert.Equal($"LocalTenantOptions.Issuer is \"{issuer}\". Write an absolute http or https URI without query and fragment.", refusal.Message);
    }
}
