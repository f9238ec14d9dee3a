using System.Text;

namespace ApiAuth.LocalTenant.Tests.Keys;

public class KeyFileTests
{
    private readonly string path = Path.Combine(TenantUnderTest.TemporaryFolder(), "deeper", "keys.json");

    [Fact]
    public async Task Keys_survive_a_restart_of_the_process()
    {
        var before = await KeysAsync(server => _ = server.Tenant.Keys);

        Assert.Equal(before, await KeysAsync(_ => { }));
    }

    [Fact]
    public async Task Rotation_and_revocation_survive_a_restart_of_the_process()
    {
        var rotated = await KeysAsync(server => server.Tenant.RotateKey());
        Assert.Equal(rotated, await KeysAsync(_ => { }));

        var revoked = await KeysAsync(server => server.Tenant.RevokeKey(rotated.Previous!));

        Assert.Equal(rotated with { Previous = null }, revoked);
        Assert.Equal(revoked, await KeysAsync(_ => { }));
    }

    [Fact]
    public async Task The_certificate_survives_a_restart_of_the_process()
    {
        await using var first = await LocalTenantServer.StartInProcessAsync(Options());
        using var client = first.CreateClient();
        var before = await client.GetStringAsync(TenantPaths.Jwks);

        await using var second = await LocalTenantServer.StartInProcessAsync(Options());
        using var again = second.CreateClient();

        Assert.Equal(before, await again.GetStringAsync(TenantPaths.Jwks));
    }

    [Fact]
    public async Task Only_the_owner_can_read_the_key_file()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no Unix modes.");
            return;
        }

        await KeysAsync(server => _ = server.Tenant.Keys);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));

        await KeysAsync(server => server.Tenant.RotateKey());
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
        Assert.Equal([path], Directory.GetFiles(Path.GetDirectoryName(path)!));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("not JSON")]
    [InlineData("""{"current":null,"next":null}""")]
    [InlineData("""{"current":{"kid":"a","private_key":"b","certificate":"c"},"next":{"kid":"a","private_key":"b","certificate":"c"}}""")]
    public async Task A_broken_key_file_stops_the_start_with_advice(string content)
    {
        await CopySoundFileAsync();
        await File.WriteAllTextAsync(path, content);

        var refusal = await Assert.ThrowsAsync<LocalTenantException>(() => LocalTenantServer.StartInProcessAsync(Options()));

        Assert.Equal($"The key file {path} cannot be read as one. Delete it, and the tenant makes new keys.", refusal.Message);
    }

    [Fact]
    public async Task A_key_of_less_than_2048_bits_is_refused()
    {
        await CopySoundFileAsync();
        using var weak = System.Security.Cryptography.RSA.Create(1024);
        var stored = System.Text.Json.Nodes.JsonNode.Parse(await File.ReadAllTextAsync(path))!;
        stored["current"]!["private_key"] = weak.ExportPkcs8PrivateKeyPem();
        await File.WriteAllTextAsync(path, stored.ToJsonString(), Encoding.UTF8);

        await Assert.ThrowsAsync<LocalTenantException>(() => LocalTenantServer.StartInProcessAsync(Options()));
    }

    [Fact]
    public async Task Tenants_that_start_at_once_agree_on_the_keys()
    {
        var keys = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => KeysAsync(server => { }))));

        Assert.Single(keys.Distinct());
    }

    private async Task CopySoundFileAsync()
    {
        await using (var server = await TenantUnderTest.StartAsync())
            _ = server.Tenant.Keys;
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.Copy(TenantUnderTest.SharedKeyFile, path);
        await KeysAsync(_ => { });
    }

    private LocalTenantOptions Options() => new() { AllowOutsideDevelopment = true, KeyFile = path };

    private async Task<SigningKeyIds> KeysAsync(Action<LocalTenantServer> act)
    {
        await using var server = await LocalTenantServer.StartInProcessAsync(Options());
        act(server);
        return server.Tenant.Keys;
    }
}
