using ApiAuth.LocalTenant.Tests.Browsing;

namespace ApiAuth.LocalTenant.Tests.Login;

public class LoginTests
{
    private const string Over = "This sign-in is over, or it was started in another browser. Start again from the application.";
    private const string Forged = "The form is too old or did not come from this page. Start again from the application.";

    public static TheoryData<string, string> WrongPasswords => new()
    {
        { "alice@example.com", "password-of-bob" },
        { "alice@example.com", "" },
        { "alice@example.com", "Password-of-alice" },
        { "nobody@example.com", "password-of-alice" },
        { "nobody@example.com", "" },
        { "", "" },
        { "carol@example.com", "" },
    };

    [Theory]
    [MemberData(nameof(WrongPasswords))]
    public async Task A_wrong_password_and_an_unknown_user_get_the_same_answer(string email, string password)
    {
        await using var server = await TenantUnderTest.StartAsync(LocalTenantSeed.Samples.With(new User { Email = "carol@example.com" }));
        using var browser = new Browser(server);
        var login = await browser.OpenAsync(AuthorizeRequest.Valid);

        var again = await browser.SubmitAsync(login, ("email", email), ("password", password));

        Assert.True(again.IsAt(TenantPaths.Login));
        Assert.Equal("Wrong e-mail address or password.", again.TextOf("problem"));
        Assert.DoesNotContain("-session-", string.Join(' ', again.Response.Headers.TryGetValues("Set-Cookie", out var set) ? set : []), StringComparison.Ordinal);
        Assert.True((await browser.SignInAsync(again, SampleTenant.Alice)).IsAt(TenantPaths.Consent));
    }

    [Fact]
    public async Task The_case_of_an_email_address_does_not_matter()
    {
        await using var server = await TenantUnderTest.StartAsync();
        using var browser = new Browser(server);
        var login = await browser.OpenAsync(AuthorizeRequest.Valid);

        Assert.True((await browser.SubmitAsync(login, ("email", "ALICE@Example.com"), ("password", "password-of-alice"))).IsAt(TenantPaths.Consent));
    }

    [Fact]
    public async Task After_ten_wrong_passwords_the_sign_in_is_over()
    {
        await using var server = await TenantUnderTest.StartAsync();
        using var browser = new Browser(server);
        var login = await browser.OpenAsync(AuthorizeRequest.Valid);

        for (var attempt = 1; attempt < 10; attempt++)
            Assert.True((await browser.SubmitAsync(login, ("email", "alice@example.com"), ("password", "wrong"))).IsAt(TenantPaths.Login));
        var last = await browser.SubmitAsync(login, ("email", "alice@example.com"), ("password", "wrong"));

        Assert.Equal((403, "too_many_attempts"), (last.Status, last.Error!.Value.Error));
        Assert.Equal(("invalid_request", Over), (await browser.SignInAsync(login, SampleTenant.Alice)).Error);
    }

    [Theory]
    [InlineData(TenantPaths.Login)]
    [InlineData(TenantPaths.Consent)]
    public async Task A_form_without_the_antiforgery_token_is_refused(string path)
    {
        await using var server = await TenantUnderTest.StartAsync();
        using var browser = new Browser(server);
        var page = await browser.OpenAsync(AuthorizeRequest.Valid);
        if (path == TenantPaths.Consent)
            page = await browser.SignInAsync(page, SampleTenant.Alice);
        (string, string)[] fields = [("email", "alice@example.com"), ("password", "password-of-alice"), ("answer", "allow")];

        var forged = await browser.PostAsync(page.Url, fields);

        Assert.Equal((400, ("invalid_request", Forged)), (forged.Status, forged.Error!.Value));
        Assert.Equal(forged.Error, (await browser.PostAsync(page.Url, [.. page.HiddenFields.Select(field => (field.Name, field.Value + "x")), .. fields])).Error);
        Assert.Empty(server.Tenant.Store.Current.UserGrants);
        Assert.Null((await browser.SubmitAsync(page, fields)).Error);
    }

    [Fact]
    public async Task A_token_of_another_browser_does_not_make_a_form_genuine()
    {
        await using var server = await TenantUnderTest.StartAsync();
        using var browser = new Browser(server);
        using var other = new Browser(server);
        var login = await browser.OpenAsync(AuthorizeRequest.Valid);
        var foreign = await other.OpenAsync(AuthorizeRequest.Valid);

        var forged = await browser.PostAsync(login.Url, [.. foreign.HiddenFields, ("email", "alice@example.com"), ("password", "password-of-alice")]);

        Assert.Equal(("invalid_request", Forged), forged.Error);
    }

    [Fact]
    public async Task A_sign_in_that_another_browser_started_is_refused()
    {
        await using var server = await TenantUnderTest.StartAsync();
        using var browser = new Browser(server);
        using var other = new Browser(server);
        var login = await browser.OpenAsync(AuthorizeRequest.Valid);
        await other.OpenAsync(AuthorizeRequest.Valid);

        Assert.Equal(("invalid_request", Over), (await other.OpenAsync(login.Url.PathAndQuery)).Error);
        Assert.True((await browser.OpenAsync(login.Url.PathAndQuery)).IsAt(TenantPaths.Login));
    }

    [Theory]
    [InlineData(TenantPaths.Login)]
    [InlineData(TenantPaths.Consent)]
    public async Task A_page_without_a_waiting_request_is_refused(string path)
    {
        await using var server = await TenantUnderTest.StartAsync();
        using var browser = new Browser(server);
        await browser.AuthorizeAsync(AuthorizeRequest.Valid);

        Assert.Equal(("invalid_request", Over), (await browser.OpenAsync(path)).Error);
        Assert.Equal(("invalid_request", Over), (await browser.OpenAsync(path + "?state=unknown")).Error);
    }

    [Fact]
    public async Task A_waiting_request_waits_for_half_an_hour()
    {
        var clock = new SteppingClock();
        await using var server = await TenantUnderTest.StartAsync(clock);
        using var browser = new Browser(server);
        var login = await browser.OpenAsync(AuthorizeRequest.Valid);

        clock.Advance(TimeSpan.FromMinutes(29));
        Assert.True((await browser.OpenAsync(login.Url.PathAndQuery)).IsAt(TenantPaths.Login));
        clock.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(("invalid_request", Over), (await browser.OpenAsync(login.Url.PathAndQuery)).Error);
    }

    [Fact]
    public async Task A_form_is_answered_once()
    {
        await using var server = await TenantUnderTest.StartAsync();
        using var browser = new Browser(server);
        var consent = await browser.SignInAsync(await browser.OpenAsync(AuthorizeRequest.Valid), SampleTenant.Alice);
        Assert.Equal(["code", "state"], (await browser.AnswerAsync(consent, "allow")).Query.Keys);

        Assert.Equal(("invalid_request", Over), (await browser.AnswerAsync(consent, "allow")).Error);
    }

    [Fact]
    public async Task What_changed_while_the_user_signed_in_counts()
    {
        await using var server = await TenantUnderTest.StartAsync();
        using var browser = new Browser(server);
        var login = await browser.OpenAsync(AuthorizeRequest.Valid);

        server.Tenant.Store.Update(seed => seed with { ClientGrants = [] });

        Assert.Equal("invalid_request", (await browser.SignInAsync(login, SampleTenant.Alice)).Query["error"]);
    }
}
