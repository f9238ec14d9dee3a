using System.Security.Cryptography;
using System.Text.Json;
using ApiAuth.LocalTenant.Tests.Browsing;
using ApiAuth.LocalTenant.Tests.Management;
using ApiAuth.LocalTenant.Tests.OAuth;
using Microsoft.IdentityModel.Tokens;

namespace ApiAuth.LocalTenant.Tests.ClientAssertions;

/// <summary>How the tenant comes to know a client's public keys: by the seed and by the Management API.</summary>
public class CredentialTests
{
    private const string WrongRsa = "without a public key for RS256; write an RSA key of at least 2048 bits in PEM.";

    public static TheoryData<string, ClientCredential, string> BadCredentials => new()
    {
        { "no PEM", new() { Id = "cred_1", Pem = "key" }, WrongRsa },
        { "a private key", new() { Id = "cred_1", Pem = Signer.Rsa.PrivatePem }, WrongRsa },
        { "a public key and a private one", new() { Id = "cred_1", Pem = $"{Signer.Rsa.Pem}\n{Signer.Rsa.PrivatePem}" }, WrongRsa },
        { "a short key", new() { Id = "cred_1", Pem = Short() }, WrongRsa },
        { "a key of another kind", new() { Id = "cred_1", Pem = Signer.P256.Pem }, WrongRsa },
        { "PEM with rubbish in it", new() { Id = "cred_1", Pem = "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----" }, WrongRsa },
        { "a certificate that is none", new() { Id = "cred_1", Pem = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----" }, WrongRsa },
        { "RSA for ES256", new() { Id = "cred_1", Pem = Signer.Rsa.Pem, Algorithm = ClientAssertionAlgorithm.ES256 }, "without a public key for ES256; write one of the curve P-256 in PEM." },
        { "another curve", new() { Id = "cred_1", Pem = P384(), Algorithm = ClientAssertionAlgorithm.ES256 }, "without a public key for ES256; write one of the curve P-256 in PEM." },
    };

    [Theory]
    [MemberData(nameof(BadCredentials))]
    public void A_credential_without_a_fitting_public_key_is_refused(string what, ClientCredential credential, string problem)
    {
        var refusal = Assert.Throws<LocalTenantException>(() => new Tenant(TenantUnderTest.Options(LocalTenantSeed.Samples.With(Signing with { Credentials = [credential] }))));

        Assert.True(refusal.Message == $"The tenant's seed contradicts itself. Client \"Gift Deliveries\" has the credential \"cred_1\" {problem}", $"{what}: {refusal.Message}");
    }

    [Fact]
    public void A_client_that_signs_has_a_key_and_no_secret()
    {
        var good = new ClientCredential { Id = "cred_1", Pem = Signer.Rsa.Pem };

        Assert.Equal("Client \"Gift Deliveries\" signs (private_key_jwt) but has no public key.", Problem(Signing));
        Assert.Equal("Client \"Gift Deliveries\" signs (private_key_jwt) but has a secret, which it could not use.", Problem(Signing with { Credentials = [good], ClientSecret = "s" }));
        Assert.Equal("Client \"Gift Deliveries\" has the credential \"cred_1\" twice.", Problem(Signing with { Credentials = [good, good] }));
        _ = new Tenant(TenantUnderTest.Options(LocalTenantSeed.Samples.With(Signing with { Credentials = [good] })));
    }

    [Fact]
    public async Task A_seed_file_can_name_the_keys()
    {
        var seed = LocalTenantSeed.FromJson($$"""
            {
              "clients": [{ "client_id": "signer", "name": "Signer", "app_type": "spa", "grant_types": ["client_credentials"], "client_authentication_methods": { "private_key_jwt": { "credentials": [
                { "credential_type": "public_key", "name": "laptop", "pem": {{JsonSerializer.Serialize(Signer.Rsa.Pem)}}, "alg": "PS256", "kid": "laptop-key" } ] } } }],
              "resource_servers": [{ "identifier": "urn:notes" }],
              "client_grants": [{ "client_id": "signer", "audience": "urn:notes" }]
            }
            """);
        await using var server = await TenantUnderTest.StartAsync(new StoppedClock(DateTimeOffset.FromUnixTimeSeconds(Assertion.Now)), seed);

        var credential = seed.Clients.Single().Credentials.Single();
        Assert.Equal((TokenEndpointAuthMethod.PrivateKeyJwt, null), (seed.Clients[0].TokenEndpointAuthMethod, seed.Clients[0].ClientSecret));
        Assert.Equal(("laptop", Signer.Rsa.Pem, ClientAssertionAlgorithm.PS256, "laptop-key"), (credential.Name, credential.Pem, credential.Algorithm, credential.KeyId));
        Assert.Matches("^cred_[0-9A-Za-z]{22}$", credential.Id);
        Assert.Equal(200, (await AskAsync(server, "signer", "urn:notes", "laptop-key", "PS256")).Status);
    }

    [Fact]
    public void A_seed_file_with_two_methods_at_once_is_refused()
    {
        var refusal = Assert.Throws<LocalTenantException>(() => LocalTenantSeed.FromJson($$"""
            { "clients": [{ "name": "Signer", "token_endpoint_auth_method": "none",
              "client_authentication_methods": { "private_key_jwt": { "credentials": [{ "pem": {{JsonSerializer.Serialize(Signer.Rsa.Pem)}} }] } } }] }
            """));

        Assert.Equal("seed, line 1, $.clients[0]: Client \"Signer\" has both token_endpoint_auth_method and client_authentication_methods; only one of them can be.", refusal.Message);
    }

    [Fact]
    public async Task An_application_made_here_signs_shows_the_id_and_never_the_key_and_its_keys_can_be_read()
    {
        await using var server = await TenantUnderTest.StartAsync();

        var created = await server.ManageAsync("POST", "clients", Body("\"name\":\"Signer\"", $"{{\"credential_type\":\"public_key\",\"name\":\"laptop\",\"pem\":{JsonSerializer.Serialize(Signer.Rsa.Pem)}}}"));
        var read = await server.ManageAsync("GET", $"clients/{created["client_id"]}");
        var keys = await server.ManageAsync("GET", $"clients/{created["client_id"]}/credentials");

        Assert.Equal((201, null, null), (created.Status, created["client_secret"], created["token_endpoint_auth_method"]));
        var id = created.Body!["client_authentication_methods"]!["private_key_jwt"]!["credentials"]![0]!["id"]!.ToString();
        var methods = $$$"""{"private_key_jwt":{"credentials":[{"id":"{{{id}}}"}]}}""";
        ManagementCallExtensions.AssertJson(methods, read.Body!["client_authentication_methods"]);
        using var rsa = RSA.Create();
        rsa.ImportFromPem(Signer.Rsa.Pem);
        var thumbprint = Base64UrlEncoder.Encode(new RsaSecurityKey(rsa.ExportParameters(includePrivateParameters: false)).ComputeJwkThumbprint());
        ManagementCallExtensions.AssertJson($$"""[{"id":"{{id}}","credential_type":"public_key","name":"laptop","kid":"{{thumbprint}}","alg":"RS256"}]""", keys.Body);
    }

    [Fact]
    public async Task An_application_can_change_from_a_secret_to_a_key_and_back()
    {
        await using var server = await TenantUnderTest.StartAsync();
        var id = SampleTenant.GiftDeliveries.ClientId;
        var key = $"{{\"pem\":{JsonSerializer.Serialize(Signer.Rsa.Pem)}}}";
        Assert.Equal(200, (await server.RequestTokenAsync(TokenRequest.Valid)).Status);

        var signing = await server.ManageAsync("PATCH", $"clients/{id}", Body("\"token_endpoint_auth_method\":null", key));
        Assert.Equal((200, null, 401), (signing.Status, signing["client_secret"], (await server.RequestTokenAsync(TokenRequest.Valid)).Status));
        Assert.Equal(200, (await AskAsync(server, id, "urn:worldmappers", null, "RS256", TimeProvider.System.GetUtcNow().ToUnixTimeSeconds())).Status);
        Assert.Equal((400, "A client whose method of authentication is private_key_jwt has no secret"), await server.ManageAsync("POST", $"clients/{id}/rotate-secret") is var refused ? (refused.Status, refused["message"]) : default);

        var back = await server.ManageAsync("PATCH", $"clients/{id}", "{\"client_authentication_methods\":null,\"token_endpoint_auth_method\":\"client_secret_post\"}");
        Assert.Equal((200, "client_secret_post", false), (back.Status, back["token_endpoint_auth_method"], back.Object.ContainsKey("client_authentication_methods")));
        Assert.Equal(200, (await server.RequestTokenAsync(TokenRequest.Valid with { ClientSecret = back["client_secret"] })).Status);
    }

    [Fact]
    public async Task A_change_keeps_the_keys_whose_ids_it_names_and_drops_the_others()
    {
        await using var server = await TenantUnderTest.StartAsync(LocalTenantSeed.Samples.With(
            Signing with { Credentials = [new() { Id = "cred_1", Pem = Signer.Rsa.Pem }, new() { Id = "cred_2", Pem = Signer.OtherRsa.Pem }] }));
        var path = $"clients/{Signing.ClientId}";

        var unknown = await server.ManageAsync("PATCH", path, Body("\"name\":\"Gifts\"", "{\"id\":\"cred_3\"}"));
        var changed = await server.ManageAsync("PATCH", path, Body("\"name\":\"Gifts\"", "{\"id\":\"cred_2\"}"));

        Assert.Equal((400, "Payload validation error: Client \"Gifts\" has the credential \"cred_3\" without a public key for RS256; write an RSA key of at least 2048 bits in PEM."), (unknown.Status, unknown["message"]));
        Assert.Equal(200, changed.Status);
        Assert.Equal(["cred_2"], (await server.ManageAsync("GET", $"{path}/credentials")).Body!.AsArray().Select(key => (string?)key!["id"]));
    }

    [Fact]
    public async Task Reading_keys_needs_its_scope_and_a_client_that_exists()
    {
        await using var server = await TenantUnderTest.StartAsync();
        var path = $"clients/{SampleTenant.GiftDeliveries.ClientId}/credentials";
        var token = await server.ManagementTokenAsync("read:clients");

        ManagementCallExtensions.AssertJson("[]", (await server.ManageAsync("GET", path)).Body);
        Assert.Equal(
            (403, 403, "Forbidden", "Insufficient scope, expected any of: read:client_credentials", "insufficient_scope"), (await server.ManageAsync("GET", path, null, $"Bearer {token}")).Refusal);
        Assert.Equal((404, 404, "Not Found", "The client does not exist", "inexistent_client"), (await server.ManageAsync("GET", "clients/nobody/credentials")).Refusal);
    }

    private static Client Signing => SampleTenant.GiftDeliveries with { ClientSecret = null, TokenEndpointAuthMethod = TokenEndpointAuthMethod.PrivateKeyJwt };

    private static string Body(string more, string credential) => $"{{{more},\"client_authentication_methods\":{{\"private_key_jwt\":{{\"credentials\":[{credential}]}}}}}}";

    private static string Problem(Client client)
    {
        var refusal = Assert.Throws<LocalTenantException>(() => new Tenant(TenantUnderTest.Options(LocalTenantSeed.Samples.With(client))));
        return refusal.Message.Replace("The tenant's seed contradicts itself. ", "", StringComparison.Ordinal);
    }

    private static Task<TokenAnswer> AskAsync(LocalTenantServer server, string clientId, string audience, string? kid, string algorithm, long now = Assertion.Now) =>
        server.PostTokenAsync(new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials",
            ["audience"] = audience,
            ["client_assertion_type"] = Assertion.Type,
            ["client_assertion"] = (Assertion.Valid with { Iss = clientId, Sub = clientId, Kid = kid, Alg = algorithm, Iat = now, Exp = now + 60 }).ToString(),
        }));

    private static string Short()
    {
        using var rsa = RSA.Create(1024);
        return rsa.ExportSubjectPublicKeyInfoPem();
    }

    private static string P384()
    {
        using var ecdsa = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        return ecdsa.ExportSubjectPublicKeyInfoPem();
    }
}
