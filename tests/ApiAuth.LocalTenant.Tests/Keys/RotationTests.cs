using ApiAuth.LocalTenant.Tests.OAuth;
using ApiAuth.LocalTenant.Tests.Tokens;
using Microsoft.IdentityModel.Tokens;

namespace ApiAuth.LocalTenant.Tests.Keys;

public class RotationTests
{
    [Fact]
    public async Task Rotation_moves_each_key_on_and_adds_a_next_one()
    {
        await using var server = await StartAsync();
        var before = server.Tenant.Keys;

        server.Tenant.RotateKey();

        var after = server.Tenant.Keys;
        Assert.Equal((before.Next, before.Current), (after.Current, after.Previous));
        Assert.DoesNotContain(after.Next, new[] { before.Current, before.Next });
        Assert.Equal([after.Current, after.Next, after.Previous!], (await Verification.KeysAsync(server)).Select(key => key.KeyId).Distinct());
    }

    [Fact]
    public async Task After_a_rotation_the_new_current_key_signs_and_old_tokens_stay_good()
    {
        await using var server = await StartAsync();
        var known = await Verification.KeysAsync(server);
        var old = server.Tenant.IssueAccessToken(UserTokenTests.Valid);

        server.Tenant.RotateKey();
        var fresh = server.Tenant.IssueAccessToken(UserTokenTests.Valid);

        Assert.Equal(server.Tenant.Keys.Current, (string?)Jwt.Header(fresh)["kid"]);
        Assert.Null(await Verification.FailureAsync(server, old, "urn:organizer-api"));
        Assert.Null(await Verification.FailureAsync(server, fresh, "urn:organizer-api", known));
    }

    [Fact]
    public async Task A_second_rotation_signs_with_a_key_that_an_old_JWKS_lacks()
    {
        await using var server = await StartAsync();
        var known = await Verification.KeysAsync(server);

        server.Tenant.RotateKey();
        server.Tenant.RotateKey();
        var token = server.Tenant.IssueAccessToken(UserTokenTests.Valid);

        Assert.IsType<SecurityTokenSignatureKeyNotFoundException>(await Verification.FailureAsync(server, token, "urn:organizer-api", known));
        Assert.Null(await Verification.FailureAsync(server, token, "urn:organizer-api"));
    }

    [Fact]
    public async Task A_revoked_key_leaves_the_JWKS_at_once()
    {
        await using var server = await StartAsync();
        var old = server.Tenant.IssueAccessToken(UserTokenTests.Valid);
        server.Tenant.RotateKey();
        Assert.Null(await Verification.FailureAsync(server, old, "urn:organizer-api"));

        server.Tenant.RevokeKey(server.Tenant.Keys.Previous!);

        Assert.Null(server.Tenant.Keys.Previous);
        Assert.IsType<SecurityTokenSignatureKeyNotFoundException>(await Verification.FailureAsync(server, old, "urn:organizer-api"));
    }

    [Fact]
    public async Task Only_the_previous_key_can_be_revoked()
    {
        await using var server = await StartAsync();
        server.Tenant.RotateKey();
        var keys = server.Tenant.Keys;

        foreach (var kid in new[] { keys.Current, keys.Next, "unknown" })
        {
            var refusal = Assert.Throws<LocalTenantException>(() => server.Tenant.RevokeKey(kid));
            Assert.Equal($"Only the previous key can be revoked, and \"{kid}\" is not it. Rotate first.", refusal.Message);
        }

        Assert.Equal(keys, server.Tenant.Keys);
        server.Tenant.RevokeKey(keys.Previous!);
        Assert.Throws<LocalTenantException>(() => server.Tenant.RevokeKey(keys.Previous!));
    }

    private static Task<LocalTenantServer> StartAsync() => LocalTenantServer.StartInProcessAsync(new() { AllowOutsideDevelopment = true });
}
