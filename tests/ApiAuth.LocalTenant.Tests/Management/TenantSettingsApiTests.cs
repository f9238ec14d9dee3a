using ApiAuth.LocalTenant.Tests.OAuth;
using static ApiAuth.LocalTenant.Tests.Management.ManagementCallExtensions;

namespace ApiAuth.LocalTenant.Tests.Management;

public class TenantSettingsApiTests
{
    private const string Path = "tenants/settings";

    [Fact]
    public async Task The_settings_are_read_without_what_only_this_tenant_has()
    {
        await using var server = await TenantUnderTest.StartAsync();

        AssertJson("""
            {"friendly_name":"Local tenant","flags":{"use_scope_descriptions_for_consent":true,"revoke_refresh_token_grant":false},
            "resource_parameter_profile":"audience","session_lifetime":168,"idle_session_lifetime":72}
            """, (await server.ManageAsync("GET", Path)).Body);
    }

    [Fact]
    public async Task The_default_audience_is_set_used_and_cleared()
    {
        await using var server = await TenantUnderTest.StartAsync();
        var request = TokenRequest.Valid with { Audience = null };
        Assert.Equal(403, (await server.RequestTokenAsync(request)).Status);

        var set = await server.ManageAsync("PATCH", Path, "{\"default_audience\":\"urn:worldmappers\"}");
        var token = await server.RequestTokenAsync(request);
        var cleared = await server.ManageAsync("PATCH", Path, "{\"default_audience\":\"\"}");

        Assert.Equal((200, "urn:worldmappers"), (set.Status, set["default_audience"]));
        Assert.Equal("urn:worldmappers", (string?)token.Claims["aud"]);
        Assert.Null(cleared["default_audience"]);
        Assert.Equal(403, (await server.RequestTokenAsync(request)).Status);
    }

    [Fact]
    public async Task Switches_and_lifetimes_are_changed_one_by_one()
    {
        await using var server = await TenantUnderTest.StartAsync();

        await server.ManageAsync("PATCH", Path, "{\"flags\":{\"use_scope_descriptions_for_consent\":false},\"resource_parameter_profile\":\"compatibility\",\"session_lifetime\":1}");
        await server.ManageAsync("PATCH", Path, "{\"flags\":{\"revoke_refresh_token_grant\":true},\"friendly_name\":\"Mine\"}");

        var settings = server.Tenant.Store.Current.Settings;
        Assert.Equal((false, true, "Mine"), (settings.UseScopeDescriptionsForConsent, settings.RevokeGrantWithRefreshToken, settings.FriendlyName));
        Assert.Equal((ResourceParameterProfile.Compatibility, TimeSpan.FromHours(1)), (settings.ResourceParameterProfile, settings.SessionLifetime));
    }

    [Theory]
    [InlineData("{\"auto_login\":true}", "'Additional properties not allowed: auto_login'.")]
    [InlineData("{\"flags\":{\"fly\":true}}", "'Additional properties not allowed: fly' on property flags (Switches).")]
    [InlineData("{\"session_lifetime\":0}", "'Value 0 is less than minimum 1' on property session_lifetime (How many hours a sign-in lasts).")]
    [InlineData("{\"default_audience\":\"urn:nothing\"}", "The default audience is the API \"urn:nothing\", which does not exist.")]
    [InlineData("{\"default_audience\":1}", "'Expected type string but found type integer' on property default_audience (The API that a request without audience means; empty for none).")]
    public async Task A_change_that_breaks_one_rule_is_refused(string body, string problem)
    {
        await using var server = await TenantUnderTest.StartAsync();
        Assert.Equal(200, (await server.ManageAsync("PATCH", Path, "{\"friendly_name\":\"Mine\"}")).Status);

        Assert.Equal((400, 400, "Bad Request", $"Payload validation error: {problem}", "invalid_body"), (await server.ManageAsync("PATCH", Path, body)).Refusal);
    }
}
