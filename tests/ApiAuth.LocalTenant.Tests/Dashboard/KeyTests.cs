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

    [Theory]
    [InlineData("CURRENT")]
    [InlineData("NEXT")]
    [InlineData("")]
    [InlineData("call 0900 for your money")]
    public async Task A_key_that_is_not_the_previous_one_is_neither_revoked_nor_repeated(string which)
    {
        await using var server = await TenantUnderTest.StartAsync();
        using var browser = new Browser(server);
        var keys = server.Tenant.Keys;
        var kid = which.Replace("CURRENT", keys.Current, StringComparison.Ordinal).Replace("NEXT", keys.Next, StringComparison.Ordinal);
        var path = $"/dashboard/keys/revoke?kid={Uri.EscapeDataString(kid)}";
        var form = (await browser.OpenAsync("/dashboard/keys")).Fields();

        var question = await browser.OpenAsync(path);
        var refused = await WebPage.ReadAsync(await browser.PostAsync(path, form));

        foreach (var page in (WebPage[])[question, refused])
        {
            Assert.Equal(HttpStatusCode.NotFound, page.Status);
            Assert.DoesNotContain("0900", page.Root.ToString(), StringComparison.Ordinal);
            Assert.Contains("Only the previous key can be revoked, and this is not it. Rotate first.", page.Root.ToString(), StringComparison.Ordinal);
        }

        Assert.Equal(keys, server.Tenant.Keys);
    }
}
