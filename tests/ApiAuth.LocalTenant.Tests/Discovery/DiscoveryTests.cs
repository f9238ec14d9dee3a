using System.Text.Json.Nodes;
using ApiAuth.LocalTenant.Tests.ErrorRows;

namespace ApiAuth.LocalTenant.Tests.Discovery;

public class DiscoveryTests
{
    /// <summary>The members of a present-day tenant's document.</summary>
    private static readonly string[] OfAuth0 =
    [
        "issuer", "authorization_endpoint", "token_endpoint", "device_authorization_endpoint", "userinfo_endpoint", "mfa_challenge_endpoint", "jwks_uri",
        "registration_endpoint", "revocation_endpoint", "scopes_supported", "response_types_supported", "code_challenge_methods_supported",
        "response_modes_supported", "subject_types_supported", "id_token_signing_alg_values_supported", "token_endpoint_auth_methods_supported",
        "token_endpoint_auth_signing_alg_values_supported", "claims_supported", "request_uri_parameter_supported", "request_parameter_supported",
        "end_session_endpoint", "backchannel_logout_supported", "backchannel_logout_session_supported", "backchannel_authentication_endpoint",
        "backchannel_token_delivery_modes_supported", "global_token_revocation_endpoint", "global_token_revocation_endpoint_auth_methods_supported",
        "tls_client_certificate_bound_access_tokens", "request_object_signing_alg_values_supported", "entity_profiles_supported",
    ];

    /// <summary>What this tenant does not do, and so does not advertise.</summary>
    private static readonly string[] NotImplemented =
    [
        "device_authorization_endpoint", // device flow
        "mfa_challenge_endpoint", // multi-factor authentication
        "registration_endpoint", // dynamic client registration
        "backchannel_logout_supported", "backchannel_logout_session_supported", // back-channel logout
        "backchannel_authentication_endpoint", "backchannel_token_delivery_modes_supported", // CIBA
        "global_token_revocation_endpoint", "global_token_revocation_endpoint_auth_methods_supported", // universal logout
        "tls_client_certificate_bound_access_tokens", // mTLS
        "request_object_signing_alg_values_supported", // request objects
        "entity_profiles_supported", // agents
    ];

    [Fact]
    public async Task Discovery_has_the_members_of_Auth0_less_what_the_tenant_does_not_do() =>
        Assert.Equal(OfAuth0.Except(NotImplemented).Order(), (await DocumentAsync(LocalTenantSeed.Samples)).Select(member => member.Key).Order());

    [Fact]
    public async Task Discovery_says_what_the_tenant_can_do_and_nothing_else()
    {
        Assert.Equal(
            """{"issuer":"https://local-tenant.test/","authorization_endpoint":"https://local-tenant.test/authorize","token_endpoint":"https://local-tenant.test/oauth/token","userinfo_endpoint":"https://local-tenant.test/userinfo","jwks_uri":"https://local-tenant.test/.well-known/jwks.json","revocation_endpoint":"https://local-tenant.test/oauth/revoke","end_session_endpoint":"https://local-tenant.test/oidc/logout","scopes_supported":["openid","profile","offline_access","email"],"response_types_supported":["code","token","id_token","code token","code id_token","token id_token","code token id_token"],"response_modes_supported":["query","fragment","form_post"],"code_challenge_methods_supported":["S256"],"subject_types_supported":["public"],"id_token_signing_alg_values_supported":["RS256"],"token_endpoint_auth_methods_supported":["client_secret_basic","client_secret_post","private_key_jwt"],"token_endpoint_auth_signing_alg_values_supported":["RS256","RS384","PS256","ES256"],"claims_supported":["aud","auth_time","email","email_verified","exp","family_name","given_name","iat","iss","name","nickname","picture","sub","updated_at"],"request_uri_parameter_supported":false,"request_parameter_supported":false}""",
            (await DocumentAsync(LocalTenantSeed.Samples)).ToJsonString());
    }

    [Fact]
    public async Task Introspection_is_advertised_only_where_it_is_on()
    {
        var document = await DocumentAsync(LocalTenantSeed.Samples with { Settings = new() { Introspection = true } });

        Assert.Equal("https://local-tenant.test/oauth/introspect", (string?)document["introspection_endpoint"]);
        Assert.False((await DocumentAsync(LocalTenantSeed.Samples)).ContainsKey("introspection_endpoint"));
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
    [Proves(ErrorRow.IssuerEndsInSlash)]
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

    private static async Task<JsonObject> DocumentAsync(LocalTenantSeed seed)
    {
        await using var server = await TenantUnderTest.StartAsync(seed);
        using var client = server.CreateClient();
        return JsonNode.Parse(await client.GetStringAsync(TenantPaths.OpenIdConfiguration))!.AsObject();
    }
}
