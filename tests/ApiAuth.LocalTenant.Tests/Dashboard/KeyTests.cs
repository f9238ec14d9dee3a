using System.Net;
using ApiAuth.LocalTenant.Tests.Html;

namespace ApiAuth.LocalTenant.Tests.Dashboard;

/// <summary>Signing keys in the dashboard.</summary>
public class KeyTests
{
    [Fact]
    public async Task Keys_are_rotated_and_the_previous_one_is_revoked_after_a_question()
    {
        await using var server = await LocalTenantServer.StartInProcessAsync(new() { AllowOutsideDevelopment = true });
        using var browser = new Browser(server);
        var before = server.Tenant.Keys;
        var page = await browser.OpenAsync("/dashboard/keys");
        Assert.Equal([["Current", before.Current], ["Next", before.Next]], page.Rows().Select(row => row.Take(2).ToList()));

        var rotated = await browser.SubmitAsync(page);
        Assert.Equal((before.Next, before.Current), (server.Tenant.Keys.Current, server.Tenant.Keys.Previous));
        Assert.Equal(["Current", "Next", "Previous"], rotated.Rows().Select(row => row[0]));

        var question = await browser.OpenAsync(rotated.Link("Revoke …"));
        Assert.Equal("Revoke the previous key?", question.Heading);
        Assert.Equal(before.Current, server.Tenant.Keys.Previous);

        await browser.SubmitAsync(question);
        Assert.Null(server.Tenant.Keys.Previous);
    }

    [Fact]
    public async Task A_key_that_is_not_the_previous_one_is_not_revoked()
    {
        await using var server = await TenantUnderTest.StartAsync();
        using var browser = new Browser(server);
        var current = server.Tenant.Keys.Current;

        var refused = await browser.SubmitAsync(await browser.OpenAsync($"/dashboard/keys/revoke?kid={current}"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Equal([$"Only the previous key can be revoked, and \"{current}\" is not it. Rotate first."], refused.Problems);
        Assert.Equal(current, server.Tenant.Keys.Current);
    }
}
