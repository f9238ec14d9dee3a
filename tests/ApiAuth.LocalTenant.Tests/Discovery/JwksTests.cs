using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using Microsoft.IdentityModel.Tokens;

namespace ApiAuth.LocalTenant.Tests.Discovery;

public class JwksTests
{
    [Fact]
    public async Task The_JWKS_holds_the_current_and_the_next_key_with_every_member()
    {
        await using var server = await TenantUnderTest.StartAsync();

        var keys = await KeysAsync(server);

        Assert.Equal([server.Tenant.Keys.Current, server.Tenant.Keys.Next], keys.Select(key => (string?)key["kid"]));
        Assert.All(keys, key =>
        {
            Assert.Equal(["alg", "e", "kid", "kty", "n", "use", "x5c", "x5t"], key.Select(member => member.Key).Order());
            Assert.Equal(("RSA", "sig", "RS256", "AQAB"), ((string?)key["kty"], (string?)key["use"], (string?)key["alg"], (string?)key["e"]));
            Assert.Equal(256, Base64UrlEncoder.DecodeBytes((string?)key["n"]).Length);
            Assert.Matches("^[0-9A-Za-z_-]{21}$", (string?)key["kid"]);
        });
    }

    [Fact]
    public async Task The_certificate_belongs_to_the_key_and_to_the_domain()
    {
        await using var server = await LocalTenantServer.StartInProcessAsync(new() { AllowOutsideDevelopment = true, Issuer = "https://organizer.example/" });

        var key = (await KeysAsync(server))[0];

        var der = Convert.FromBase64String((string)key["x5c"]!.AsArray().Single()!);
        using var certificate = X509CertificateLoader.LoadCertificate(der);
        using var rsa = certificate.GetRSAPublicKey()!;
        Assert.Equal("CN=organizer.example", certificate.Subject);
        Assert.Equal((string?)key["n"], Base64UrlEncoder.Encode(rsa.ExportParameters(includePrivateParameters: false).Modulus));
        Assert.Equal((string?)key["x5t"], Base64UrlEncoder.Encode(certificate.GetCertHash(HashAlgorithmName.SHA1)));
    }

    [Fact]
    public async Task The_algorithm_can_be_left_out()
    {
        var options = TenantUnderTest.Options();
        options.RemoveAlgFromJwks = true;
        await using var server = await LocalTenantServer.StartInProcessAsync(options);

        Assert.All(await KeysAsync(server), key => Assert.Equal(["e", "kid", "kty", "n", "use", "x5c", "x5t"], key.Select(member => member.Key).Order()));
    }

    [Fact]
    public async Task No_private_part_of_a_key_is_served()
    {
        await using var server = await TenantUnderTest.StartAsync();

        Assert.All(await KeysAsync(server), key => Assert.DoesNotContain(key, member => member.Key is "d" or "p" or "q" or "dp" or "dq" or "qi"));
    }

    private static async Task<List<JsonObject>> KeysAsync(LocalTenantServer server)
    {
        using var client = server.CreateClient();
        var document = JsonNode.Parse(await client.GetStringAsync(TenantPaths.Jwks))!.AsObject();
        Assert.Equal(["keys"], document.Select(member => member.Key));
        return [.. document["keys"]!.AsArray().Select(key => key!.AsObject())];
    }
}
