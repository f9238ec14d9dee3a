using System.Security.Cryptography;
using ApiAuth.Interop.Tests.Organizer;
using ApiAuth.LocalTenant;

namespace ApiAuth.Interop.Tests.Clients;

/// <summary>openid-client proves who it is by assertions that it signs (RFC 7523), in each algorithm of the discovery document.</summary>
public class SignerTests
{
    private const string Scope = "openid offline_access contacts";

    [Theory]
    [InlineData(ClientAssertionAlgorithm.RS256)]
    [InlineData(ClientAssertionAlgorithm.RS384)]
    [InlineData(ClientAssertionAlgorithm.PS256)]
    [InlineData(ClientAssertionAlgorithm.ES256)]
    public async Task A_machine_that_signs_gets_a_token(ClientAssertionAlgorithm algorithm)
    {
        using var key = Key(algorithm);
        var machine = Signing(ForeignTenant.Machine with { ClientId = "SigningMachine000000000000000001" }, key, algorithm);
        await using var tenant = await ForeignTenant.StartAsync(signer: machine);

        var result = await new OpenidClient(tenant, machine) { Audience = ForeignTenant.Api.Identifier, Scope = "contacts", PrivateKey = key.ExportPkcs8PrivateKeyPem() }.RunAsync("client-credentials");

        Assert.Equal($"{machine.ClientId}@clients", result.GetProperty("payload").GetProperty("sub").GetString());
        await using var organizer = new OrganizerOnIssuer(tenant.Issuer);
        (await organizer.GetContactsAsync(result.GetProperty("answer").GetProperty("access_token").GetString()!)).IsAccepted();
    }

    [Fact]
    public async Task A_web_app_that_signs_exchanges_codes_renews_tokens_and_throws_them_away()
    {
        using var key = Key(ClientAssertionAlgorithm.RS256);
        var app = Signing(ForeignTenant.WebApp with { ClientId = "SigningApp0000000000000000000001" }, key, ClientAssertionAlgorithm.RS256);
        await using var tenant = await ForeignTenant.StartAsync(signer: app);

        var result = await new OpenidClient(tenant, app)
        {
            Audience = ForeignTenant.Api.Identifier,
            Scope = Scope,
            User = ForeignTenant.User,
            PrivateKey = key.ExportPkcs8PrivateKeyPem(),
        }.RunAsync("code-flow");

        Assert.Equal(ForeignTenant.User.UserId, result.GetProperty("idToken").GetProperty("sub").GetString());
        Assert.Equal("""{"error":"invalid_grant","status":403}""", result.GetProperty("renewal").GetProperty("afterRevocation").GetRawText());
        Assert.Equal("""{"error":"invalid_grant","status":403}""", result.GetProperty("replay").GetRawText());
    }

    private static Client Signing(Client client, AsymmetricAlgorithm key, ClientAssertionAlgorithm algorithm) => client with
    {
        ClientSecret = null,
        TokenEndpointAuthMethod = TokenEndpointAuthMethod.PrivateKeyJwt,
        Credentials = [new() { Pem = key.ExportSubjectPublicKeyInfoPem(), Algorithm = algorithm }],
    };

    private static AsymmetricAlgorithm Key(ClientAssertionAlgorithm algorithm) =>
        algorithm == ClientAssertionAlgorithm.ES256 ? ECDsa.Create(ECCurve.NamedCurves.nistP256) : RSA.Create(2048);
}
