using ApiAuth.LocalTenant.Tests.Browsing;
using ApiAuth.LocalTenant.Tests.ErrorRows;

namespace ApiAuth.LocalTenant.Tests.Login;

/// <summary>A user who has to choose a new password: a silent request is refused, any other leads to the page.</summary>
public class ChangePasswordTests
{
    private static readonly AuthorizeRequest Valid = AuthorizeRequest.Valid;
    private static readonly User Due = SampleTenant.Alice with { MustChangePassword = true };
    private static readonly LocalTenantSeed Seed = LocalTenantSeed.Samples.With(Due);

    public static TheoryData<string, string, string> BadPasswords => new()
    {
        { "", "", "Write a new password." },
        { "", "something", "Write a new password." },
        { "something", "else", "The two passwords differ." },
        { "something", "", "The two passwords differ." },
        { SampleTenant.Alice.Password!, SampleTenant.Alice.Password!, "That is the password you have. Choose another one." },
    };

    [Fact]
    [Proves(ErrorRow.SilentWithOtherInteraction)]
    public async Task A_silent_request_is_refused_until_the_user_has_chosen()
    {
        await using var server = await TenantUnderTest.StartAsync(Seed);
        using var browser = new Browser(server);
        var page = await browser.SignInAsync(await browser.OpenAsync(Valid), Due);
        Assert.True(page.IsAt(TenantPaths.ChangePassword));

        var before = await browser.OpenAsync(Valid with { Prompt = "none" });
        var consent = await ChooseAsync(browser, page, "new-password");
        await browser.AnswerAsync(consent, "allow");
        var after = await browser.OpenAsync(Valid with { Prompt = "none" });

        Assert.Equal((302, Valid.RedirectUri), (before.Status, before.Target));
        Assert.Equal([("error", "interaction_required"), ("error_description", "Interaction required"), ("state", "the state")], before.Query.Select(pair => (pair.Key, pair.Value)));
        Assert.True(consent.IsAt(TenantPaths.Consent));
        Assert.Equal(["code", "state"], after.Query.Keys);
    }

    [Fact]
    public async Task From_then_on_the_new_password_counts_and_nobody_asks_again()
    {
        var clock = new SteppingClock();
        await using var server = await TenantUnderTest.StartAsync(clock, Seed);
        using (var browser = new Browser(server))
            await ChooseAsync(browser, await browser.SignInAsync(await browser.OpenAsync(Valid), Due), "new-password");
        using var later = new Browser(server);
        var login = await later.OpenAsync(Valid);

        Assert.Equal("Wrong e-mail address or password.", (await later.SignInAsync(login, Due)).TextOf("problem"));
        Assert.True((await later.SignInAsync(login, Due with { Password = "new-password" })).IsAt(TenantPaths.Consent));
        Assert.Equal(clock.GetUtcNow(), server.Tenant.Store.Current.Users.Single(user => user.UserId == Due.UserId).UpdatedAt);
    }

    [Theory]
    [MemberData(nameof(BadPasswords))]
    public async Task A_password_that_cannot_be_is_told_and_changes_nothing(string password, string again, string problem)
    {
        await using var server = await TenantUnderTest.StartAsync(Seed);
        using var browser = new Browser(server);
        var page = await browser.SignInAsync(await browser.OpenAsync(Valid), Due);

        var told = await browser.SubmitAsync(page, ("password", password), ("again", again));

        Assert.True(told.IsAt(TenantPaths.ChangePassword));
        Assert.Equal(problem, told.TextOf("problem"));
        Assert.Equal((Due.Password, true), server.Tenant.Store.Current.Users.Where(user => user.UserId == Due.UserId).Select(user => (user.Password, user.MustChangePassword)).Single());
        Assert.True((await ChooseAsync(browser, told, "new-password")).IsAt(TenantPaths.Consent));
    }

    [Fact]
    public async Task The_page_cannot_be_gone_round()
    {
        await using var server = await TenantUnderTest.StartAsync(Seed);
        using var browser = new Browser(server);
        var page = await browser.SignInAsync(await browser.OpenAsync(Valid), Due);
        var consent = await browser.OpenAsync(page.Url.AbsoluteUri.Replace(TenantPaths.ChangePassword, TenantPaths.Consent, StringComparison.Ordinal));

        var allowed = await browser.AnswerAsync(consent, "allow");

        Assert.True(consent.IsAt(TenantPaths.Consent));
        Assert.True(allowed.IsAt(TenantPaths.ChangePassword));
        Assert.True((await browser.OpenAsync(Valid)).IsAt(TenantPaths.ChangePassword));
    }

    [Fact]
    public async Task A_form_from_elsewhere_changes_no_password()
    {
        await using var server = await TenantUnderTest.StartAsync(Seed);
        using var browser = new Browser(server);
        var page = await browser.SignInAsync(await browser.OpenAsync(Valid), Due);

        var forged = await browser.PostAsync(page.Url, ("password", "evil"), ("again", "evil"));

        Assert.Equal((400, "invalid_request"), (forged.Status, forged.Error!.Value.Error));
        Assert.True((await ChooseAsync(browser, page, "new-password")).IsAt(TenantPaths.Consent));
    }

    [Fact]
    public async Task Whoever_need_not_choose_does_not_find_the_page()
    {
        await using var server = await TenantUnderTest.StartAsync(Seed);
        using var browser = new Browser(server);
        var consent = await browser.SignInAsync(await browser.OpenAsync(Valid), SampleTenant.Bob);

        var page = await browser.OpenAsync(consent.Url.AbsoluteUri.Replace(TenantPaths.Consent, TenantPaths.ChangePassword, StringComparison.Ordinal));

        Assert.Equal((400, "invalid_request"), (page.Status, page.Error!.Value.Error));
    }

    [Fact]
    public async Task Automatic_sign_in_leads_to_the_page_too()
    {
        await using var server = await TenantUnderTest.StartAsync(Seed.With(new TenantSettings { AutoLogin = true }));
        using var browser = new Browser(server);

        Assert.True((await browser.OpenAsync(Valid with { More = "&login_hint=alice%40example.com" })).IsAt(TenantPaths.ChangePassword));
    }

    [Fact]
    public void A_seed_file_can_ask_for_it() =>
        Assert.True(LocalTenantSeed.FromJson("""{ "users": [{ "email": "ada@example.com", "password": "p", "must_change_password": true }] }""").Users.Single().MustChangePassword);

    private static Task<Page> ChooseAsync(Browser browser, Page page, string password) => browser.SubmitAsync(page, ("password", password), ("again", password));
}
