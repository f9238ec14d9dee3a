using System.Net;
using ApiAuth.LocalTenant.Tests.Html;

namespace ApiAuth.LocalTenant.Tests.Dashboard;

/// <summary>Applications in the dashboard.</summary>
public class ApplicationTests
{
    private const string New = "/dashboard/applications/new";
    private const string Edit = "/dashboard/applications/edit" + DashboardPage.CalendarApp;
    private const string Secret = "/dashboard/applications/secret" + DashboardPage.CalendarApp;

    [Fact]
    public async Task The_list_names_each_application_and_no_secret()
    {
        await using var server = await TenantUnderTest.StartAsync();
        using var browser = new Browser(server);

        var page = await browser.OpenAsync("/dashboard/applications");

        Assert.Equal(["CalendarApp", "Web application, third-party, permissive", "CalendarApp000000000000000000001", "1 API"], page.Rows()[0]);
        Assert.Equal(server.Tenant.Store.Current.Clients.Select(client => client.Name), page.Rows().Select(row => row[0]));
        Assert.DoesNotContain("development-only-secret", page.Html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("RegularWeb", "authorization_code refresh_token", TokenEndpointAuthMethod.ClientSecretPost)]
    [InlineData("Spa", "authorization_code refresh_token", TokenEndpointAuthMethod.None)]
    [InlineData("Native", "authorization_code refresh_token", TokenEndpointAuthMethod.None)]
    [InlineData("NonInteractive", "client_credentials", TokenEndpointAuthMethod.ClientSecretPost)]
    public async Task A_new_application_begins_as_its_kind_does(string type, string grantTypes, TokenEndpointAuthMethod authMethod)
    {
        await using var server = await TenantUnderTest.StartAsync();
        using var browser = new Browser(server);

        var created = await browser.SubmitAsync(await browser.OpenAsync(New), ("name", ["Mine"]), ("type", [type]));

        var client = server.Tenant.Store.Current.Clients[^1];
        Assert.Equal("/dashboard/applications/edit", created.Address.AbsolutePath);
        Assert.Equal(("Mine", type, true, authMethod), (client.Name, client.AppType.ToString(), client.IsFirstParty, client.TokenEndpointAuthMethod));
        Assert.Equal(grantTypes.Split(' '), client.GrantTypes);
        Assert.Equal(authMethod == TokenEndpointAuthMethod.None ? null : 64, client.ClientSecret?.Length);
        Assert.DoesNotContain(server.Tenant.Store.Current.ClientGrants, grant => grant.ClientId == client.ClientId);
    }

    [Fact]
    public async Task Somebody_elses_application_is_strict_and_its_id_says_so()
    {
        await using var server = await TenantUnderTest.StartAsync();
        using var browser = new Browser(server);

        await browser.SubmitAsync(await browser.OpenAsync(New), ("name", ["Theirs"]), ("party", ["Strict"]));

        var client = server.Tenant.Store.Current.Clients[^1];
        Assert.Equal((false, ThirdPartySecurityMode.Strict), (client.IsFirstParty, client.ThirdPartySecurityMode));
        Assert.StartsWith("tpc_", client.ClientId, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_application_needs_a_name()
    {
        await using var server = await TenantUnderTest.StartAsync();
        using var browser = new Browser(server);

        var refused = await browser.SubmitAsync(await browser.OpenAsync(New), ("name", [" "]), ("type", ["Spa"]));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Equal(["Give the application a name: the consent page shows it."], refused.Problems);
        Assert.NotNull(refused.ById("type.Spa").Attribute("checked"));
        Assert.Equal(5, server.Tenant.Store.Current.Clients.Count);
    }

    [Fact]
    public async Task Settings_are_saved_and_everything_else_stays()
    {
        await using var server = await TenantUnderTest.StartAsync();
        using var browser = new Browser(server);
        var before = SampleTenant.CalendarApp;

        await browser.SubmitAsync(
            await browser.OpenAsync(Edit),
            ("name", ["Calendar"]),
            ("type", ["Native"]),
            ("party", ["First"]),
            ("redirectionPolicy", ["AllowAlways"]),
            ("authMethod", ["ClientSecretBasic"]),
            ("grantTypes", ["client_credentials", "implicit"]),
            ("callbacks", ["http://localhost:1/a\r\n\r\n http://localhost:1/b \r\n"]),
            ("logoutUrls", ["http://localhost:1/"]),
            ("webOrigins", ["http://localhost:1"]),
            ("allowedOrigins", ["http://localhost:2"]),
            ("rotation", []),
            ("refreshLifetime", ["7200"]),
            ("refreshIdleLifetime", ["3600"]),
            ("idTokenLifetime", ["60"]));

        var client = server.Tenant.Store.Current.Clients[0];
        Assert.Equal(["client_credentials", "implicit"], client.GrantTypes);
        Assert.Equal(["http://localhost:1/a", "http://localhost:1/b"], client.Callbacks);
        Assert.Equal(["http://localhost:1/"], client.AllowedLogoutUrls);
        Assert.Equal(["http://localhost:1"], client.WebOrigins);
        Assert.Equal(["http://localhost:2"], client.AllowedOrigins);
        Assert.Equal(
            before with
            {
                Name = "Calendar",
                AppType = ApplicationType.Native,
                IsFirstParty = true,
                RedirectionPolicy = RedirectionPolicy.AllowAlways,
                TokenEndpointAuthMethod = TokenEndpointAuthMethod.ClientSecretBasic,
                RefreshToken = before.RefreshToken with { Rotation = RefreshTokenRotation.NonRotating, Lifetime = TimeSpan.FromHours(2), IdleLifetime = TimeSpan.FromHours(1) },
                IdTokenLifetime = TimeSpan.FromMinutes(1),
                GrantTypes = client.GrantTypes,
                Callbacks = client.Callbacks,
                AllowedLogoutUrls = client.AllowedLogoutUrls,
                WebOrigins = client.WebOrigins,
                AllowedOrigins = client.AllowedOrigins,
            },
            client);
    }

    [Fact]
    public async Task An_application_signs_only_with_a_key_and_then_has_no_secret()
    {
        var signer = SampleTenant.GiftDeliveries with
        {
            ClientSecret = null,
            TokenEndpointAuthMethod = TokenEndpointAuthMethod.PrivateKeyJwt,
            Credentials = [new() { Name = "laptop", Pem = ClientAssertions.Signer.Rsa.Pem }],
        };
        await using var server = await TenantUnderTest.StartAsync(LocalTenantSeed.Samples with { Clients = [signer, SampleTenant.TaxiFinder], ClientGrants = [] });
        using var browser = new Browser(server);
        var edit = $"/dashboard/applications/edit?id={signer.ClientId}";

        var without = await browser.SubmitAsync(await browser.OpenAsync($"/dashboard/applications/edit?id={SampleTenant.TaxiFinder.ClientId}"), "authMethod", "PrivateKeyJwt");
        var secret = await browser.OpenAsync($"/dashboard/applications/secret?id={signer.ClientId}");
        var changed = await browser.SubmitAsync(await browser.OpenAsync(edit), "authMethod", "ClientSecretPost");
        var withSecret = server.Tenant.Store.Current.Clients[0];
        await browser.SubmitAsync(changed, "authMethod", "PrivateKeyJwt");

        Assert.Equal(["Client \"Taxi Finder\" signs (private_key_jwt) but has no public key."], without.Problems);
        Assert.Contains("it proves who it is by what it signs", secret.Root.Value, StringComparison.Ordinal);
        Assert.Equal((TokenEndpointAuthMethod.ClientSecretPost, 64), (withSecret.TokenEndpointAuthMethod, withSecret.ClientSecret?.Length));
        Assert.Equivalent(signer, server.Tenant.Store.Current.Clients[0], strict: true);
    }

    [Fact]
    public async Task Saving_a_form_as_it_was_shown_changes_nothing()
    {
        await using var server = await TenantUnderTest.StartAsync();
        using var browser = new Browser(server);

        foreach (var before in server.Tenant.Store.Current.Clients)
        {
            var saved = await browser.SubmitAsync(await browser.OpenAsync($"/dashboard/applications/edit?id={before.ClientId}"));

            Assert.Equal(HttpStatusCode.OK, saved.Status);
            var after = server.Tenant.Store.Current.Clients.Single(client => client.ClientId == before.ClientId);
            Assert.NotSame(before, after);
            Assert.Equivalent(before, after, strict: true);
        }
    }

    [Theory]
    [InlineData("name", "", "Give the application a name: the consent page shows it.")]
    [InlineData("type", "Toaster", "Choose what kind of application it is.")]
    [InlineData("party", "", "Choose whose application it is.")]
    [InlineData("idTokenLifetime", "0", "Write whole seconds, from 1 to 2592000.")]
    [InlineData("refreshLifetime", "-1", "Write whole seconds, from 1 to 2147483647.")]
    [InlineData("grantTypes", "password", "Client \"CalendarApp\" has the unknown grant type \"password\".")]
    [InlineData("callbacks", "javascript:alert(1)", "Client \"CalendarApp\" has the callback \"javascript:alert(1)\"; write an absolute URI without fragment.")]
    [InlineData("webOrigins", "http://localhost:1/path", "Client \"CalendarApp\" has the origin \"http://localhost:1/path\"; write scheme, host and port only, such as http://localhost:7002.")]
    public async Task A_setting_that_cannot_be_is_refused(string field, string value, string problem)
    {
        await using var server = await TenantUnderTest.StartAsync();
        using var browser = new Browser(server);
        var before = server.Tenant.Store.Current;

        var refused = await browser.SubmitAsync(await browser.OpenAsync(Edit), field, value);

        Assert.Equal((HttpStatusCode.UnprocessableEntity, problem), (refused.Status, string.Join('|', refused.Problems)));
        Assert.Same(before, server.Tenant.Store.Current);
    }

    [Fact]
    public async Task An_application_that_becomes_public_loses_its_secret_and_gets_a_new_one_when_it_is_confidential_again()
    {
        await using var server = await TenantUnderTest.StartAsync();
        using var browser = new Browser(server);

        await browser.SubmitAsync(await browser.OpenAsync(Edit), "authMethod", "None");
        Assert.Null(server.Tenant.Store.Current.Clients[0].ClientSecret);

        await browser.SubmitAsync(await browser.OpenAsync(Edit), "authMethod", "ClientSecretPost");
        Assert.Equal(64, server.Tenant.Store.Current.Clients[0].ClientSecret?.Length);
    }

    [Fact]
    public async Task The_secret_is_on_its_own_page_alone_and_is_rotated_there()
    {
        await using var server = await TenantUnderTest.StartAsync();
        using var browser = new Browser(server);
        const string secret = "development-only-secret-of-CalendarApp";

        Assert.DoesNotContain(secret, (await browser.OpenAsync(Edit)).Html, StringComparison.Ordinal);
        var page = await browser.OpenAsync((await browser.OpenAsync(Edit)).Link("Show it"));
        Assert.Equal(secret, WebPage.Text(page.All("details").Single().Element("code")!));

        var rotated = await browser.SubmitAsync(page);
        var fresh = server.Tenant.Store.Current.Clients[0].ClientSecret!;
        Assert.Equal(64, fresh.Length);
        Assert.Equal(fresh, WebPage.Text(rotated.All("details").Single().Element("code")!));
        Assert.DoesNotContain(fresh, rotated.Address.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_secret_of_a_public_application_cannot_be_rotated()
    {
        await using var server = await TenantUnderTest.StartAsync();
        using var browser = new Browser(server);
        var page = await browser.OpenAsync("/dashboard/applications/secret" + DashboardPage.MyTodos);
        Assert.Empty(page.All("form"));

        var token = (await browser.OpenAsync(Secret)).Fields();
        var refused = await WebPage.ReadAsync(await browser.PostAsync("/dashboard/applications/secret" + DashboardPage.MyTodos, token));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Equal(["Client \"MyTodos.io\" is public (token_endpoint_auth_method none) but has a secret."], refused.Problems);
    }

    [Fact]
    public async Task Authorized_APIs_become_client_grants_and_those_that_stay_keep_their_id()
    {
        await using var server = await TenantUnderTest.StartAsync();
        using var browser = new Browser(server);
        var page = await browser.OpenAsync("/dashboard/applications/apis" + DashboardPage.CalendarApp);
        Assert.NotNull(page.ById("scopes.User.0f9a2c000000000000000001.contacts").Attribute("checked"));
        Assert.Null(page.ById("scopes.User.0f9a2c000000000000000001.tasks").Attribute("checked"));

        await browser.SubmitAsync(
            page,
            ("scopes.User.0f9a2c000000000000000001", ["tasks"]),
            ("grant.Client.0f9a2c000000000000000002", ["yes"]));

        var grants = server.Tenant.Store.Current.ClientGrants.Where(grant => grant.ClientId == SampleTenant.CalendarApp.ClientId).ToArray();
        Assert.Equal(["cgr_CalendarApp00001 urn:organizer-api User tasks", " urn:worldmappers Client "], grants.Select(Told));
        Assert.Equal(4, server.Tenant.Store.Current.ClientGrants.Count - grants.Length);

        static string Told(ClientGrant grant) => $"{(grant.SubjectType == SubjectType.User ? grant.Id : "")} {grant.Audience} {grant.SubjectType} {string.Join(' ', grant.Scope)}";
    }

    [Fact]
    public async Task Saving_authorized_APIs_as_they_were_shown_changes_nothing()
    {
        var client = SampleTenant.GiftDeliveries.ClientId;
        await using var server = await TenantUnderTest.StartAsync(LocalTenantSeed.Samples with
        {
            ClientGrants =
            [
                new() { Id = "cgr_1", ClientId = client, Audience = "urn:organizer-api", SubjectType = SubjectType.User, AllowAllScopes = true },
                new() { Id = "cgr_2", ClientId = client, Audience = "urn:worldmappers", Scope = ["directions"] },
                new() { Id = "cgr_3", ClientId = client, Audience = "https://local-tenant.test/api/v2/", Scope = ["read:clients"] },
            ],
        });
        using var browser = new Browser(server);
        var before = server.Tenant.Store.Current.ClientGrants;

        var saved = await browser.SubmitAsync(await browser.OpenAsync($"/dashboard/applications/apis?id={client}"));

        Assert.Equal(HttpStatusCode.OK, saved.Status);
        Assert.NotSame(before, server.Tenant.Store.Current.ClientGrants);
        Assert.Equivalent(before, server.Tenant.Store.Current.ClientGrants, strict: true);
    }

    [Fact]
    public async Task An_authorization_that_is_unchecked_goes()
    {
        await using var server = await TenantUnderTest.StartAsync();
        using var browser = new Browser(server);

        await browser.SubmitAsync(
            await browser.OpenAsync("/dashboard/applications/apis" + DashboardPage.CalendarApp),
            ("grant.User.0f9a2c000000000000000001", []),
            ("scopes.User.0f9a2c000000000000000001", []));

        Assert.DoesNotContain(server.Tenant.Store.Current.ClientGrants, grant => grant.ClientId == SampleTenant.CalendarApp.ClientId);
    }

    [Fact]
    public async Task A_scope_that_the_API_does_not_have_cannot_be_authorized()
    {
        await using var server = await TenantUnderTest.StartAsync();
        using var browser = new Browser(server);
        var before = server.Tenant.Store.Current;

        var refused = await browser.SubmitAsync(await browser.OpenAsync("/dashboard/applications/apis" + DashboardPage.CalendarApp), "scopes.User.0f9a2c000000000000000001", "everything");

        Assert.Equal(["Client grant \"cgr_CalendarApp00001\" names the scope \"everything\", which API \"urn:organizer-api\" does not have."], refused.Problems);
        Assert.Same(before, server.Tenant.Store.Current);
    }

    [Fact]
    public async Task Deleting_an_application_is_asked_about_and_takes_its_grants_along()
    {
        await using var server = await TenantUnderTest.StartAsync(DashboardPage.Seed);
        using var browser = new Browser(server);

        var question = await browser.OpenAsync((await browser.OpenAsync(Edit)).Link("Delete this application …"));
        Assert.Equal("Delete CalendarApp?", question.Heading);
        Assert.Equal(["1 client grant", "1 consent"], question.Items);

        await browser.SubmitAsync(question);
        Assert.DoesNotContain(server.Tenant.Store.Current.Clients, client => client.Name == "CalendarApp");
        Assert.DoesNotContain(server.Tenant.Store.Current.ClientGrants, grant => grant.ClientId == SampleTenant.CalendarApp.ClientId);
        Assert.Empty(server.Tenant.Store.Current.UserGrants);
    }

    [Theory]
    [InlineData("edit")]
    [InlineData("apis")]
    [InlineData("secret")]
    [InlineData("delete")]
    public async Task What_was_deleted_and_what_nobody_can_change_is_not_found(string page)
    {
        await using var server = await TenantUnderTest.StartAsync();
        using var browser = new Browser(server);

        Assert.Equal(HttpStatusCode.OK, (await browser.OpenAsync($"/dashboard/applications/{page}?id={SampleTenant.TextApp.ClientId}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.OpenAsync($"/dashboard/applications/{page}?id=gone")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.OpenAsync($"/dashboard/applications/{page}?id={SampleTenant.Management.ClientId}")).Status);
    }
}
