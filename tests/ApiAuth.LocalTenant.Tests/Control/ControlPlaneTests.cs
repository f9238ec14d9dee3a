using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using ApiAuth.LocalTenant.Tests.Management;
using ApiAuth.LocalTenant.Tests.OAuth;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using static ApiAuth.LocalTenant.Tests.Management.ManagementCallExtensions;

namespace ApiAuth.LocalTenant.Tests.Control;

public class ControlPlaneTests
{
    public static TheoryData<string, string, string?> Operations => new()
    {
        { "GET", "clock", null },
        { "POST", "clock", "{\"advance\":60}" },
        { "DELETE", "clock", null },
        { "GET", "faults", null },
        { "POST", "faults", "{\"status\":500,\"path\":\"/.well-known/jwks.json\"}" },
        { "DELETE", "faults", null },
        { "GET", "requests", null },
        { "DELETE", "requests", null },
        { "POST", "reset", "{}" },
        { "POST", "sign", "{\"payload\":{\"sub\":\"me\"}}" },
        { "POST", "token", "{\"user_id\":\"auth0|a11ce0000000000000000001\",\"client_id\":\"CalendarApp000000000000000000001\",\"audience\":\"urn:organizer-api\",\"scope\":\"contacts\"}" },
    };

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task An_operation_answers_programs_and_pages_of_the_tenant_and_nobody_else(string method, string path, string? body)
    {
        await using var server = await StartAsync();

        (string Who, int Status, (string Name, string Value)[] Headers)[] callers =
        [
            ("program", 2, []),
            ("own page", 2, [("Origin", "https://local-tenant.test"), ("Sec-Fetch-Site", "same-origin")]),
            ("address bar", 2, [("Sec-Fetch-Site", "none")]),
            ("page of another site", 403, [("Origin", "https://evil.example"), ("Sec-Fetch-Site", "cross-site")]),
            ("old browser", 403, [("Origin", "https://evil.example")]),
            ("sandboxed page", 403, [("Origin", "null")]),
            ("page of another port", 403, [("Origin", "https://local-tenant.test:8080"), ("Sec-Fetch-Site", "same-site")]),
            ("image", 403, [("Sec-Fetch-Site", "cross-site")]),
            ("rebound name", 421, [("Host", "evil.example")]),
        ];
        foreach (var (who, status, headers) in callers)
        {
            var reply = await CallAsync(server, method, path, body, "application/json", headers);
            Assert.Equal((who, status), (who, status == 2 ? reply.Status / 100 : reply.Status));
        }
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task Turned_off_it_is_not_there(string method, string path, string? body)
    {
        await using var server = await TenantUnderTest.StartAsync();

        Assert.Equal(404, (await CallAsync(server, method, path, body)).Status);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("multipart/form-data; boundary=x")]
    public async Task A_body_that_a_form_could_send_is_refused(string contentType)
    {
        await using var server = await StartAsync();

        foreach (var (path, body) in new[] { ("clock", "{\"freeze\":true}"), ("faults", "{\"status\":500}"), ("reset", "{}"), ("sign", "{\"payload\":{}}") })
            Assert.Equal((415, 415, "Unsupported Media Type", "Unsupported Media Type", null), (await CallAsync(server, "POST", path, body, contentType)).Refusal);
        Assert.Equal((false, 0), (server.Tenant.Clock.IsFrozen, server.Tenant.Faults.Active.Count));
    }

    [Theory]
    [InlineData("127.0.0.1", 200)]
    [InlineData("192.0.2.1", 403)]
    public async Task A_caller_on_another_machine_is_refused(string caller, int status)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = "Development" });
        builder.WebHost.UseTestServer();
        builder.Services.AddLocalTenant(options => (options.ControlPlane, options.KeyFile, options.Issuer) = (true, TenantUnderTest.SharedKeyFile, TenantUnderTest.Issuer));
        await using var app = builder.Build();
        app.Use((context, next) =>
        {
            context.Connection.RemoteIpAddress = IPAddress.Parse(caller);
            return next(context);
        });
        app.MapLocalTenant();
        await app.StartAsync();

        Assert.Equal(status, (int)(await app.GetTestClient().GetAsync(TenantPaths.LocalClock)).StatusCode);
    }

    [Fact]
    public async Task The_clock_is_set_moved_frozen_and_reset()
    {
        await using var server = await StartAsync();

        AssertJson("{\"now\":\"2030-01-01T00:01:00.000Z\",\"frozen\":true}", (await CallAsync(server, "POST", "clock", "{\"freeze\":true}")) is var _
            ? (await CallAsync(server, "POST", "clock", "{\"set\":\"2030-01-01T00:00:00Z\",\"advance\":60}")).Body : null);
        AssertJson("{\"now\":\"2030-01-01T00:01:00.000Z\",\"frozen\":true}", (await CallAsync(server, "GET", "clock")).Body);
        Assert.Equal(1893456060, (long)(await server.RequestTokenAsync(TokenRequest.Valid)).Claims["iat"]!);
        Assert.Equal("false", (await CallAsync(server, "POST", "clock", "{\"freeze\":false}"))["frozen"]);
        Assert.Equal(204, (await CallAsync(server, "DELETE", "clock")).Status);
        Assert.InRange(server.Tenant.Clock.GetUtcNow() - TimeProvider.System.GetUtcNow(), TimeSpan.FromSeconds(-1), TimeSpan.FromSeconds(1));
    }

    [Theory]
    [InlineData("clock", "{}", "Too few properties defined (0), minimum 1. Write an object: { … } with \"set\", \"advance\" and \"freeze\".")]
    [InlineData("clock", "{\"stop\":true}", "Additional properties not allowed: stop. Take it out; there are \"set\", \"advance\" and \"freeze\".")]
    [InlineData("clock", "{\"freez\":true}", "Additional properties not allowed: freez. Did you mean \"freeze\"?")]
    [InlineData("clock", "{\"set\":\"tomorrow\"}", "set: \"tomorrow\" is no time. Write one such as 2030-01-01T00:00:00Z.")]
    [InlineData("clock", "{\"set\":\"1969-12-31T00:00:00Z\"}", "The tenant's clock can be set to the years 1970 to 9998 only.")]
    [InlineData("clock", "{\"advance\":\"1h\"}", "advance: Expected type integer but found type string. Write a whole number from -10000000000 to 10000000000.")]
    [InlineData("faults", "{\"status\":99}", "status: Value 99 is less than minimum 200. Write a whole number from 200 to 599.")]
    [InlineData("faults", "{\"status\":500,\"truncate\":true}", "A fault either cuts the true answer off or has a status or body of its own.")]
    [InlineData("sign", "{\"key\":\"stolen\"}", "key: No enum match for: stolen. Write \"current_key\", \"next_key\", \"unpublished_key\", \"public_key_as_secret\", \"none\" or \"previous_key\".")]
    [InlineData("sign", "{\"token\":\"opaque\"}", "Only a JWT of three parts can be altered.")]
    [InlineData("sign", "{\"token\":\"a.b.c\"}", "token: that is no JWT. Write one, or leave it out.")]
    [InlineData("token", "{\"user_id\":\"nobody\",\"client_id\":\"x\"}", "The user \"nobody\" does not exist.")]
    [InlineData("token", "{}", "Missing required property: user_id. Add \"user_id\". Write a text of at least 1 character.")]
    public async Task A_body_that_breaks_one_rule_is_refused_with_what_to_write(string path, string body, string message)
    {
        await using var server = await StartAsync();

        Assert.Equal((400, 400, "Bad Request", message, "invalid_body"), (await CallAsync(server, "POST", path, body)).Refusal);
    }

    [Fact]
    public async Task A_fault_is_added_listed_and_released()
    {
        await using var server = await StartAsync();
        using var client = server.CreateClient();

        var added = await CallAsync(server, "POST", "faults", "{\"path\":\"/.well-known/jwks.json\",\"count\":1,\"status\":429,\"retry_after\":3,\"body\":\"slow down\",\"content_type\":\"text/plain\"}");
        var answer = await client.GetAsync(TenantPaths.Jwks);

        Assert.Equal(201, added.Status);
        AssertJson("{\"id\":\"fault_1\",\"path\":\"/.well-known/jwks.json\",\"count\":1,\"status\":429,\"body\":\"slow down\",\"content_type\":\"text/plain\",\"retry_after\":3,\"hits\":0}", added.Body);
        Assert.Equal((429, "slow down", "text/plain", "3"), ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(), answer.Content.Headers.ContentType?.ToString(), answer.Headers.RetryAfter?.ToString()));
        Assert.Equal(1, (int)(await CallAsync(server, "GET", "faults")).Body![0]!["hits"]!);
        Assert.Equal(204, (await CallAsync(server, "DELETE", "faults/fault_1")).Status);
        Assert.Equal((404, 404, "Not Found", "The fault does not exist", null), (await CallAsync(server, "DELETE", "faults/fault_1")).Refusal);
        Assert.Empty(server.Tenant.Faults.Active);
    }

    [Fact]
    public async Task The_requests_are_counted_and_forgotten_and_its_own_are_not_among_them()
    {
        await using var server = await StartAsync();
        using var client = server.CreateClient();
        await client.GetAsync(TenantPaths.Jwks);
        await server.RequestTokenAsync(TokenRequest.Valid with { ClientSecret = "wrong" });

        var report = (await CallAsync(server, "GET", "requests")).Body!;

        AssertJson("{\"/.well-known/jwks.json\":1,\"/oauth/token\":1}", report["counts"]);
        Assert.Equal(("/oauth/token", 401, "access_denied"), ((string)report["recent"]![1]!["path"]!, (int)report["recent"]![1]!["status"]!, (string)report["recent"]![1]!["error"]!));
        Assert.Equal(204, (await CallAsync(server, "DELETE", "requests")).Status);
        AssertJson("{\"counts\":{},\"recent\":[]}", (await CallAsync(server, "GET", "requests")).Body);
    }

    [Fact]
    public async Task Any_header_and_claims_are_signed_with_the_chosen_key()
    {
        await using var server = await StartAsync();

        var good = await SignAsync(server, new() { ["iss"] = server.Issuer, ["aud"] = "urn:x", ["exp"] = 4000000000 });
        var bad = await SignAsync(server, new() { ["iss"] = server.Issuer, ["aud"] = "urn:x", ["exp"] = 4000000000 }, "unpublished_key", new() { ["typ"] = "at+jwt", ["kid"] = server.Tenant.Keys.Current });
        var none = await SignAsync(server, new() { ["sub"] = "me" }, "none");

        Assert.Null(await Verification.FailureAsync(server, good, "urn:x"));
        Assert.NotNull(await Verification.FailureAsync(server, bad, "urn:x"));
        AssertJson($"{{\"alg\":\"RS256\",\"typ\":\"JWT\",\"kid\":\"{server.Tenant.Keys.Current}\"}}", Jwt.Header(good));
        AssertJson($"{{\"alg\":\"RS256\",\"typ\":\"at+jwt\",\"kid\":\"{server.Tenant.Keys.Current}\"}}", Jwt.Header(bad));
        AssertJson("{\"alg\":\"none\",\"typ\":\"JWT\"}", Jwt.Header(none));
        AssertJson("{\"sub\":\"me\"}", Jwt.Claims(none));
    }

    [Fact]
    public async Task A_token_is_altered_and_null_takes_a_claim_out()
    {
        await using var server = await StartAsync();
        var token = (await server.RequestTokenAsync(TokenRequest.Valid)).AccessToken;

        var altered = (await CallAsync(server, "POST", "sign", new JsonObject { ["token"] = token, ["payload"] = new JsonObject { ["sub"] = null, ["scope"] = "other" } }.ToJsonString()))["token"]!;

        Assert.Equal((null, "other", "urn:worldmappers"), ((string?)Jwt.Claims(altered)["sub"], (string?)Jwt.Claims(altered)["scope"], (string?)Jwt.Claims(altered)["aud"]));
        Assert.Null(await Verification.FailureAsync(server, altered, "urn:worldmappers"));
    }

    [Fact]
    public async Task A_reset_goes_back_to_the_seed_and_replaces_the_keys_only_when_asked()
    {
        var options = new LocalTenantOptions { AllowOutsideDevelopment = true, ControlPlane = true };
        await using var server = await LocalTenantServer.StartInProcessAsync(options);
        var (seed, keys) = (server.Tenant.Store.Current, server.Tenant.Keys);
        await server.ManageAsync("DELETE", "resource-servers/urn:worldmappers");

        Assert.Equal(204, (await CallAsync(server, "POST", "reset", "{}")).Status);
        Assert.Same(seed, server.Tenant.Store.Current);
        Assert.Equal(keys, server.Tenant.Keys);
        Assert.Equal(204, (await CallAsync(server, "POST", "reset", "{\"keys\":true}")).Status);
        Assert.NotEqual(keys, server.Tenant.Keys);
    }

    private static Task<LocalTenantServer> StartAsync()
    {
        var options = TenantUnderTest.Options();
        options.ControlPlane = true;
        return LocalTenantServer.StartInProcessAsync(options);
    }

    private static async Task<string> SignAsync(LocalTenantServer server, JsonObject payload, string key = "current_key", JsonObject? header = null)
    {
        var reply = await CallAsync(server, "POST", "sign", new JsonObject { ["payload"] = payload, ["header"] = header ?? [], ["key"] = key }.ToJsonString());
        Assert.Equal(200, reply.Status);
        return reply["token"]!;
    }

    private static async Task<ManagementReply> CallAsync(
        LocalTenantServer server, string method, string path, string? body = null, string contentType = "application/json", params (string Name, string Value)[] headers)
    {
        using var client = server.CreateClient();
        using var request = new HttpRequestMessage(new(method), "/local/" + path);
        if (body is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
            request.Content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        }

        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        return await client.ReplyAsync(request);
    }
}
