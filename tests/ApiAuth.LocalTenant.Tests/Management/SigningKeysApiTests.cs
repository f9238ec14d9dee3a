using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using ApiAuth.LocalTenant.Tests.OAuth;

namespace ApiAuth.LocalTenant.Tests.Management;

public class SigningKeysApiTests
{
    [Fact]
    public async Task The_keys_are_listed_with_their_states()
    {
        await using var server = await TenantUnderTest.StartWithOwnKeysAsync();
        var (current, next, _) = server.Tenant.Keys;

        var list = (await server.ManageAsync("GET", "keys/signing")).Body!.AsArray();

        Assert.Equal([(current, true, false), (next, false, true)], list.Select(key => ((string)key!["kid"]!, key["current"] is not null, key["next"] is not null)));
        Assert.Equal(["kid", "cert", "pkcs7", "current", "fingerprint", "thumbprint", "revoked", "current_since"], list[0]!.AsObject().Select(member => member.Key));
        Assert.Equal(["kid", "cert", "pkcs7", "next", "fingerprint", "thumbprint", "revoked"], list[1]!.AsObject().Select(member => member.Key));
    }

    [Fact]
    public async Task A_key_has_the_certificate_that_the_JWKS_has()
    {
        await using var server = await TenantUnderTest.StartWithOwnKeysAsync();
        using var client = server.CreateClient();
        var published = JsonNode.Parse(await client.GetStringAsync(TenantPaths.Jwks))!["keys"]![0]!;

        var key = (await server.ManageAsync("GET", $"keys/signing/{server.Tenant.Keys.Current}")).Body!;

        using var certificate = X509Certificate2.CreateFromPem((string)key["cert"]!);
        var collection = new X509Certificate2Collection();
#pragma warning disable SYSLIB0057 // X509CertificateLoader reads no PKCS #7, which has no private key either.
        collection.Import(Convert.FromBase64String(((string)key["pkcs7"]!).Replace("-----BEGIN PKCS7-----", "", StringComparison.Ordinal).Replace("-----END PKCS7-----", "", StringComparison.Ordinal)));
#pragma warning restore SYSLIB0057
        Assert.Equal((string)published["x5c"]![0]!, Convert.ToBase64String(certificate.RawData));
        Assert.Equal(certificate.RawData, collection.Single().RawData);
        Assert.StartsWith("-----BEGIN CERTIFICATE-----\r\n", (string)key["cert"]!, StringComparison.Ordinal);
        Assert.Equal(certificate.Thumbprint, (string)key["thumbprint"]!);
        Assert.Equal(certificate.Thumbprint, ((string)key["fingerprint"]!).Replace(":", "", StringComparison.Ordinal));
        Assert.Matches("^([0-9A-F]{2}:){19}[0-9A-F]{2}$", (string)key["fingerprint"]!);
    }

    [Fact]
    public async Task A_rotation_moves_every_key_on_and_the_JWKS_and_tokens_follow()
    {
        await using var server = await TenantUnderTest.StartWithOwnKeysAsync();
        var before = server.Tenant.Keys;
        var old = await server.RequestTokenAsync(TokenRequest.Valid);

        var rotated = await server.ManageAsync("POST", "keys/signing/rotate");

        var after = server.Tenant.Keys;
        Assert.Equal(201, rotated.Status);
        Assert.Equal(["kid", "cert"], rotated.Object.Select(member => member.Key));
        Assert.Equal((before.Next, rotated["kid"], before.Current), (after.Current, after.Next, after.Previous));
        Assert.Equal([after.Current, after.Next, after.Previous!], await KidsAsync(server));
        Assert.Equal(after.Current, (string?)(await server.RequestTokenAsync(TokenRequest.Valid)).Header["kid"]);
        Assert.Null(await Verification.FailureAsync(server, old.AccessToken, "urn:worldmappers"));
    }

    [Fact]
    public async Task A_revoked_key_leaves_the_JWKS_and_stays_in_the_list_as_revoked()
    {
        await using var server = await TenantUnderTest.StartWithOwnKeysAsync();
        var old = await server.RequestTokenAsync(TokenRequest.Valid);
        var first = server.Tenant.Keys.Current;
        await server.ManageAsync("POST", "keys/signing/rotate");

        var revoked = await server.ManageAsync("PUT", $"keys/signing/{first}/revoke");

        Assert.Equal((200, first), (revoked.Status, revoked["kid"]));
        Assert.DoesNotContain(first, await KidsAsync(server));
        Assert.NotNull(await Verification.FailureAsync(server, old.AccessToken, "urn:worldmappers"));
        var listed = (await server.ManageAsync("GET", $"keys/signing/{first}")).Body!;
        Assert.Equal((true, true), ((bool)listed["revoked"]!, (bool)listed["previous"]!));
        Assert.All(["current_since", "current_until", "revoked_at"], time => Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$", (string)listed[time]!));
    }

    [Fact]
    public async Task Only_the_previous_key_can_be_revoked_and_only_once()
    {
        await using var server = await TenantUnderTest.StartWithOwnKeysAsync();
        var (current, next, _) = server.Tenant.Keys;
        var refused = (400, 400, "Bad Request", "Only the previous signing key can be revoked, and only once. Rotate first.", (string?)null);

        Assert.Equal(refused, (await server.ManageAsync("PUT", $"keys/signing/{current}/revoke")).Refusal);
        Assert.Equal(refused, (await server.ManageAsync("PUT", $"keys/signing/{next}/revoke")).Refusal);
        await server.ManageAsync("POST", "keys/signing/rotate");
        Assert.Equal(200, (await server.ManageAsync("PUT", $"keys/signing/{current}/revoke")).Status);
        Assert.Equal(refused, (await server.ManageAsync("PUT", $"keys/signing/{current}/revoke")).Refusal);
    }

    [Fact]
    public async Task A_key_that_does_not_exist_is_not_found()
    {
        await using var server = await TenantUnderTest.StartWithOwnKeysAsync();

        foreach (var (method, path) in new[] { ("GET", "keys/signing/nothing"), ("PUT", "keys/signing/nothing/revoke") })
            Assert.Equal((404, 404, "Not Found", "The signing key does not exist", "inexistent_signing_key"), (await server.ManageAsync(method, path)).Refusal);
    }

    [Fact]
    public async Task What_the_list_says_outlives_a_restart_with_the_key_file()
    {
        var options = new LocalTenantOptions { AllowOutsideDevelopment = true, KeyFile = Path.Combine(TenantUnderTest.TemporaryFolder(), "keys.json") };
        string before;
        await using (var first = await LocalTenantServer.StartInProcessAsync(options))
        {
            var old = first.Tenant.Keys.Current;
            await first.ManageAsync("POST", "keys/signing/rotate");
            await first.ManageAsync("PUT", $"keys/signing/{old}/revoke");
            before = (await first.ManageAsync("GET", "keys/signing")).Body!.ToJsonString();
        }

        await using var second = await LocalTenantServer.StartInProcessAsync(options);

        Assert.Equal(before, (await second.ManageAsync("GET", "keys/signing")).Body!.ToJsonString());
        Assert.Contains("\"revoked\":true", before, StringComparison.Ordinal);
    }

    private static async Task<IEnumerable<string>> KidsAsync(LocalTenantServer server)
    {
        using var client = server.CreateClient();
        return JsonNode.Parse(await client.GetStringAsync(TenantPaths.Jwks))!["keys"]!.AsArray().Select(key => (string)key!["kid"]!);
    }
}
