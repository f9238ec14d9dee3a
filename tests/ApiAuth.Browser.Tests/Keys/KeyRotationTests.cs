using ApiAuth.LocalTenant;

namespace ApiAuth.Browser.Tests.Keys;

/// <summary>The owner of the tenant changes its keys in the dashboard while people work.</summary>
public class KeyRotationTests(Chromium chromium)
{
    [Fact]
    public async Task A_person_at_work_notices_nothing_of_two_rotations()
    {
        await using var stage = await Stage.OpenAsync(chromium);
        var keys = stage.Systems.Tenant.Tenant;
        await stage.GotoAsync(stage.Systems.MyTodos);
        await stage.Page.PressAsync("Sign in with Organizer");
        await stage.Page.SignInAsync(SampleTenant.Alice);
        await stage.Page.AllowAsync();
        await stage.Page.SaysAsync("Finish blog post");
        var dashboard = await stage.OpenTabAsync(new($"{stage.Dashboard}/keys"));

        for (var rotation = 1; rotation <= 2; rotation++)
        {
            var next = keys.Keys.Next;
            await dashboard.PressAsync("Rotate the keys");
            await Expect(dashboard.GetByRole(AriaRole.Row).Filter(new() { HasText = "Current" })).ToContainTextAsync(next);
            Assert.Equal(next, keys.Keys.Current);

            await stage.Page.GetByLabel("New task").FillAsync($"After rotation {rotation}");
            await stage.Page.PressAsync("Add");
            await stage.Page.SaysAsync($"After rotation {rotation}");
        }

        stage.TenantPages.Clear();
        await stage.Page.ReloadAsync(); // a new token, signed with the newest key
        await stage.Page.SaysAsync("After rotation 2");
        Assert.Empty(stage.TenantPages);
        stage.Complaints.AreNone();
    }
}
