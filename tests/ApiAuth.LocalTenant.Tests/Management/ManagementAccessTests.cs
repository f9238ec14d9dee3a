using ApiAuth.LocalTenant.Management;
using ApiAuth.LocalTenant.Tests.Tokens;

namespace ApiAuth.LocalTenant.Tests.Management;

/// <summary>Who is let in.</summary>
public class ManagementAccessTests
{
    private const string Apis = "resource-servers";

    public static TheoryData<string, string> Operations
    {
        get
        {
            var operations = new TheoryData<string, string>();
            foreach (var route in Routes)
                operations.Add(route.Method, route.Path);
            return operations;
        }
    }

    private static List<ManagementRoute> Routes => [.. new Tenant(TenantUnderTest.Options(), TenantUnderTest.Issuer).Management.Routes];

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task An_operation_needs_its_scope_and_no_other(string method, string path)
    {
        await using var server = await (path == TenantPaths.RotateSigningKey ? TenantUnderTest.StartWithOwnKeysAsync() : TenantUnderTest.StartAsync());
        var route = Routes.Single(route => (route.Method, route.Path) == (method, path));
        var needed = route.Scopes.Select(scope => scope.Value).ToArray();
        var others = ManagementScopes.All.Select(scope => scope.Value).Except(needed).ToArray();
        var called = path["/api/v2/".Length..].Replace("{id}", "nobody", StringComparison.Ordinal);

        var allowed = await server.ManageAsync(method, called, "{}", $"Bearer {await server.ManagementTokenAsync(route.NeedsAllScopes ? needed : needed[..1])}");
        var refused = await server.ManageAsync(method, called, "{}", $"Bearer {await server.ManagementTokenAsync(others)}");

        Assert.DoesNotContain(allowed.Status, new[] { 401, 403 });
        Assert.Equal(
            (403, 403, "Forbidden", $"Insufficient scope, expected {(route.NeedsAllScopes ? "all" : "any")} of: {string.Join(',', needed)}", "insufficient_scope"),
            refused.Refusal);
        Assert.Equal("Bearer error=\"insufficient_scope\"", refused.Response.Headers.WwwAuthenticate.Single().ToString());
    }

    [Fact]
    public async Task Rotating_the_keys_needs_both_scopes()
    {
        await using var server = await TenantUnderTest.StartWithOwnKeysAsync();

        foreach (var one in new[] { "create:signing_keys", "update:signing_keys" })
            Assert.Equal(
                (403, 403, "Forbidden", "Insufficient scope, expected all of: create:signing_keys,update:signing_keys", "insufficient_scope"),
                (await server.ManageAsync("POST", "keys/signing/rotate", null, $"Bearer {await server.ManagementTokenAsync(one)}")).Refusal);
        Assert.Equal(201, (await server.ManageAsync("POST", "keys/signing/rotate", null, $"Bearer {await server.ManagementTokenAsync("create:signing_keys", "update:signing_keys")}")).Status);
    }

    [Fact]
    public async Task Without_credentials_nobody_is_let_in()
    {
        await using var server = await TenantUnderTest.StartAsync();
        Assert.Equal(200, (await server.ManageAsync("GET", Apis)).Status);

        foreach (var credentials in new[] { null, "", "Basic YTpi", "Bearer", "Bearer  " })
        {
            var reply = await server.ManageAsync("GET", Apis, null, credentials);

            Assert.Equal((401, 401, "Unauthorized", "Missing authentication", null), reply.Refusal);
            Assert.Equal("Bearer", reply.Response.Headers.WwwAuthenticate.Single().ToString());
        }
    }

    [Fact]
    public async Task A_bearer_that_is_no_JWT_is_a_bad_header()
    {
        await using var server = await TenantUnderTest.StartAsync();

        foreach (var credentials in new[] { "Bearer opaque", "Bearer a.b", "Bearer a.b.c.d.e" })
            Assert.Equal((400, 400, "Bad Request", "Bad HTTP authentication header format", "Bearer"), (await server.ManageAsync("GET", Apis, null, credentials)).Refusal);
    }

    [Theory]
    [InlineData("none", ForgedSignature.None)]
    [InlineData("unpublished key", ForgedSignature.UnpublishedKey)]
    [InlineData("public key as secret", ForgedSignature.PublicKeyAsSecret)]
    public async Task A_forged_token_is_refused(string how, ForgedSignature signature)
    {
        await using var server = await TenantUnderTest.StartAsync();
        var token = await server.ManagementTokenAsync();
        Assert.Equal(200, (await server.ManageAsync("GET", Apis, null, $"Bearer {server.Tenant.Forge.Alter(token)}")).Status);

        AssertInvalid(how, await server.ManageAsync("GET", Apis, null, $"Bearer {server.Tenant.Forge.Alter(token, signature)}"));
    }

    [Theory]
    [InlineData("aud", "urn:organizer-api")]
    [InlineData("aud", "https://local-tenant.test/api/v2")]
    [InlineData("iss", "https://elsewhere.test/")]
    [InlineData("exp", 1)]
    [InlineData("exp", null)]
    public async Task A_token_with_another_claim_is_refused(string claim, object? value)
    {
        await using var server = await TenantUnderTest.StartAsync();
        var token = await server.ManagementTokenAsync();

        var altered = server.Tenant.Forge.Alter(token, payload: claims => claims[claim] = value is int number ? number : (string?)value);

        AssertInvalid(claim, await server.ManageAsync("GET", Apis, null, $"Bearer {altered}"));
    }

    [Fact]
    public async Task A_token_for_another_API_is_refused()
    {
        await using var server = await TenantUnderTest.StartAsync();

        AssertInvalid("user's token", await server.ManageAsync("GET", Apis, null, $"Bearer {server.Tenant.IssueAccessToken(UserTokenTests.Valid)}"));
    }

    [Fact]
    public async Task A_token_expires_on_the_tenants_clock()
    {
        var options = TenantUnderTest.Options();
        var clock = new SteppedClock(DateTimeOffset.UnixEpoch.AddYears(60));
        options.TimeProvider = clock;
        await using var server = await LocalTenantServer.StartInProcessAsync(options);
        var token = await server.ManagementTokenAsync();

        clock.Step(TimeSpan.FromHours(24) - TimeSpan.FromSeconds(1));
        Assert.Equal(200, (await server.ManageAsync("GET", Apis, null, $"Bearer {token}")).Status);
        clock.Step(TimeSpan.FromSeconds(1));

        AssertInvalid("expired", await server.ManageAsync("GET", Apis, null, $"Bearer {token}"));
    }

    [Fact]
    public async Task A_request_for_another_host_is_refused_whatever_its_token()
    {
        await using var server = await TenantUnderTest.StartAsync();
        var token = await server.ManagementTokenAsync();

        foreach (var (host, status) in new[] { ("local-tenant.test", 200), ("localhost:5001", 200), ("127.0.0.1", 200), ("[::1]:5001", 200), ("rebound.example", 421), ("192.0.2.1", 421) })
        {
            using var client = server.CreateClient();
            using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v2/resource-servers") { Headers = { { "Host", host }, { "Authorization", $"Bearer {token}" } } };

            Assert.Equal((host, status), (host, (await client.ReplyAsync(request)).Status));
        }
    }

    [Fact]
    public async Task A_path_or_method_that_does_not_exist_is_not_found()
    {
        await using var server = await TenantUnderTest.StartAsync();

        foreach (var (method, path) in new[] { ("GET", "nothing"), ("PUT", "clients"), ("DELETE", "keys/signing"), ("GET", "") })
            Assert.Equal((404, 404, "Not Found", "Not Found", null), (await server.ManageAsync(method, path)).Refusal);
    }

    [Fact]
    public async Task Without_a_management_client_nobody_gets_a_token()
    {
        var options = TenantUnderTest.Options();
        options.ManagementClient = null;
        await using var server = await LocalTenantServer.StartInProcessAsync(options);

        var answer = await OAuth.TokenRequestExtensions.RequestTokenAsync(server, OAuth.TokenRequest.For(SampleTenant.Management) with { Audience = server.Issuer + "api/v2/" });

        Assert.Equal((401, "access_denied", "Unauthorized"), answer.Refusal);
    }

    [Fact]
    public async Task The_request_log_names_the_operation_the_client_and_the_error()
    {
        await using var server = await TenantUnderTest.StartAsync();
        await server.ManageAsync("GET", "clients/nobody");

        var entry = server.Tenant.Requests.Recent[^1];

        Assert.Equal((TenantPaths.Client, 404, SampleTenant.Management.ClientId, "inexistent_client"), (entry.Path, entry.Status, entry.ClientId, entry.Error));
        Assert.Equal(1, server.Tenant.Requests.Count(TenantPaths.Client));
    }

    private static void AssertInvalid(string how, ManagementReply reply)
    {
        Assert.Equal((how, (401, 401, "Unauthorized", "Invalid token", null)), (how, reply.Refusal));
        Assert.Equal("Bearer error=\"invalid_token\"", reply.Response.Headers.WwwAuthenticate.Single().ToString());
    }
}

/// <summary>A clock that a test moves.</summary>
internal sealed class SteppedClock(DateTimeOffset start) : TimeProvider
{
    private DateTimeOffset now = start;

    public override DateTimeOffset GetUtcNow() => now;

    public void Step(TimeSpan time) => now += time;
}
