using System.Net;
using ApiAuth.LocalTenant.Tests.Html;

namespace ApiAuth.LocalTenant.Tests.Dashboard;

/// <summary>APIs and their scopes in the dashboard.</summary>
public class ApiTests
{
    private const string Edit = "/dashboard/apis/edit" + DashboardPage.Organizer;
    private const string Scopes = "/dashboard/apis/scopes" + DashboardPage.Organizer;

    [Fact]
    public async Task The_list_names_each_API()
    {
        await using var server = await TenantUnderTest.StartAsync();
        using var browser = new Browser(server);

        var page = await browser.OpenAsync("/dashboard/apis");

        Assert.Equal(
            [["Organizer API", "urn:organizer-api", "3 scopes", "3", "RS256"], ["World Mappers API", "urn:worldmappers", "3 scopes", "2", "RS256"]],
            page.Rows());
    }

    [Fact]
    public async Task A_new_API_needs_a_name_and_an_identifier_and_goes_on_to_its_scopes()
    {
        await using var server = await TenantUnderTest.StartAsync();
        using var browser = new Browser(server);
        var form = await browser.OpenAsync("/dashboard/apis/new");

        var refused = await browser.SubmitAsync(form, "name", " Reports ");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Equal(["Give the API an identifier: tokens carry it as their audience."], refused.Problems);
        Assert.Equal(" Reports ".Trim(), refused.ById("name").Attribute("value")?.Value);
        Assert.Equal("true", refused.ById("identifier").Attribute("aria-invalid")?.Value);

        var created = await browser.SubmitAsync(refused, "identifier", "urn:reports");
        Assert.Equal("/dashboard/apis/scopes", created.Address.AbsolutePath);
        var api = server.Tenant.Store.Current.ResourceServers[^1];
        Assert.Equal(new ResourceServer { Id = api.Id, Name = "Reports", Identifier = "urn:reports", Scopes = api.Scopes, CustomClaims = api.CustomClaims }, api);
    }

    [Fact]
    public async Task An_identifier_that_is_taken_is_refused_in_the_tenants_words()
    {
        await using var server = await TenantUnderTest.StartAsync();
        using var browser = new Browser(server);

        var refused = await browser.SubmitAsync(await browser.OpenAsync("/dashboard/apis/new"), ("name", ["Twice"]), ("identifier", ["urn:organizer-api"]));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Equal(["Two APIs have the identifier \"urn:organizer-api\"."], refused.Problems);
        Assert.Equal("Twice", refused.ById("name").Attribute("value")?.Value);
        Assert.Equal(2, server.Tenant.Store.Current.ResourceServers.Count);
    }

    [Fact]
    public async Task Settings_are_saved_and_everything_else_stays()
    {
        await using var server = await TenantUnderTest.StartAsync();
        using var browser = new Browser(server);
        var before = server.Tenant.Store.Current.ResourceServers[0];

        var saved = await browser.SubmitAsync(
            await browser.OpenAsync(Edit),
            ("name", ["Organizer"]),
            ("tokenLifetime", ["600"]),
            ("tokenLifetimeForWeb", ["60"]),
            ("signingAlgorithm", ["PS256"]),
            ("dialect", ["Rfc9068ProfileAuthz"]),
            ("enforcePolicies", ["yes"]),
            ("userPolicy", ["RequireClientGrant"]),
            ("clientPolicy", ["DenyAll"]),
            ("allowOfflineAccess", before.AllowOfflineAccess ? [] : ["yes"]),
            ("skipConsent", ["yes"]));

        Assert.Equal(HttpStatusCode.OK, saved.Status);
        Assert.Equal(
            before with
            {
                Name = "Organizer",
                TokenLifetime = TimeSpan.FromMinutes(10),
                TokenLifetimeForWeb = TimeSpan.FromMinutes(1),
                SigningAlgorithm = SigningAlgorithm.PS256,
                TokenDialect = TokenDialect.Rfc9068ProfileAuthz,
                EnforcePolicies = true,
                UserPolicy = UserAccessPolicy.RequireClientGrant,
                ClientPolicy = ClientAccessPolicy.DenyAll,
                AllowOfflineAccess = !before.AllowOfflineAccess,
                SkipConsentForVerifiableFirstPartyClients = true,
            },
            server.Tenant.Store.Current.ResourceServers[0]);
    }

    [Fact]
    public async Task Saving_a_form_as_it_was_shown_changes_nothing()
    {
        await using var server = await TenantUnderTest.StartAsync();
        using var browser = new Browser(server);
        var before = server.Tenant.Store.Current.ResourceServers[0];

        await browser.SubmitAsync(await browser.OpenAsync(Edit));

        Assert.NotSame(before, server.Tenant.Store.Current.ResourceServers[0]);
        Assert.Equal(before, server.Tenant.Store.Current.ResourceServers[0]);
    }

    [Theory]
    [InlineData("tokenLifetime", "0", "Write whole seconds, from 1 to 2592000.")]
    [InlineData("tokenLifetime", "2592001", "Write whole seconds, from 1 to 2592000.")]
    [InlineData("tokenLifetimeForWeb", "an hour", "Write whole seconds, from 1 to 2592000.")]
    [InlineData("signingAlgorithm", "HS256", "Choose a signing algorithm.")]
    [InlineData("dialect", "9", "Choose a dialect.")]
    [InlineData("dialect", "AccessTokenAuthz", "API \"urn:organizer-api\" has the dialect AccessTokenAuthz, which needs EnforcePolicies.")]
    public async Task A_setting_that_cannot_be_is_refused_and_kept_in_the_form(string field, string value, string problem)
    {
        await using var server = await TenantUnderTest.StartAsync();
        using var browser = new Browser(server);
        var before = server.Tenant.Store.Current;

        var refused = await browser.SubmitAsync(await browser.OpenAsync(Edit), (field, [value]), ("name", ["Changed"]));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Equal([problem], refused.Problems);
        Assert.Equal("Changed", refused.ById("name").Attribute("value")?.Value);
        Assert.Same(before, server.Tenant.Store.Current);
    }

    [Fact]
    public async Task A_scope_is_added_and_descriptions_are_changed_at_once()
    {
        await using var server = await TenantUnderTest.StartAsync();
        using var browser = new Browser(server);

        await browser.SubmitAsync(await browser.OpenAsync(Scopes), ("description.contacts", ["See whom you know"]), ("description.tasks", [""]), ("value", ["read:notes"]), ("description", ["Read your notes"]));

        Assert.Equal(
            [new("contacts", "See whom you know"), new("appointments", "Manage your appointments"), new("tasks"), new("read:notes", "Read your notes")],
            server.Tenant.Store.Current.ResourceServers[0].Scopes);
    }

    [Theory]
    [InlineData("two words", "", "A scope is one word of printable ASCII characters without quotes and backslashes, such as read:reports.")]
    [InlineData("contacts", "", "The API has the scope contacts already.")]
    [InlineData("", "Alone", "Write the scope that this description is for.")]
    public async Task A_scope_that_cannot_be_is_refused(string value, string description, string problem)
    {
        await using var server = await TenantUnderTest.StartAsync();
        using var browser = new Browser(server);

        var refused = await browser.SubmitAsync(await browser.OpenAsync(Scopes), ("value", [value]), ("description", [description]));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Equal([problem], refused.Problems);
        Assert.Equal("#value", refused.Link(problem));
        Assert.Equal((value, description), (refused.ById("value").Attribute("value")?.Value, refused.ById("description").Attribute("value")?.Value));
    }

    [Fact]
    public async Task Removing_a_scope_is_asked_about_and_takes_it_out_of_grants_and_permissions()
    {
        await using var server = await TenantUnderTest.StartAsync(LocalTenantSeed.Samples with
        {
            Users = [SampleTenant.Alice with { Permissions = [new("urn:organizer-api", "contacts"), new("urn:organizer-api", "tasks")] }],
        });
        using var browser = new Browser(server);

        var question = await browser.OpenAsync((await browser.OpenAsync(Scopes)).Link("Remove contacts …"));
        Assert.Equal("Remove the scope contacts?", question.Heading);
        Assert.Equal(["2 client grants", "1 user's permissions"], question.Items);
        Assert.Equal(3, server.Tenant.Store.Current.ResourceServers[0].Scopes.Count);

        await browser.SubmitAsync(question);
        var seed = server.Tenant.Store.Current;
        Assert.Equal(["appointments", "tasks"], seed.ResourceServers[0].Scopes.Select(scope => scope.Value));
        Assert.DoesNotContain(seed.ClientGrants, grant => grant.Scope.Contains("contacts"));
        Assert.Equal([new("urn:organizer-api", "tasks")], seed.Users[0].Permissions);
    }

    [Fact]
    public async Task Deleting_an_API_is_asked_about_and_takes_its_grants_along()
    {
        await using var server = await TenantUnderTest.StartAsync();
        using var browser = new Browser(server);

        var question = await browser.OpenAsync((await browser.OpenAsync(Edit)).Link("Delete this API …"));
        Assert.Equal("Delete Organizer API?", question.Heading);
        Assert.Equal(["3 client grants", "0 consents", "0 permissions of users"], question.Items);
        Assert.Equal(2, server.Tenant.Store.Current.ResourceServers.Count);

        var list = await browser.SubmitAsync(question);
        Assert.Equal("/dashboard/apis", list.Address.AbsolutePath);
        Assert.Equal(["urn:worldmappers"], server.Tenant.Store.Current.ResourceServers.Select(api => api.Identifier));
        Assert.Equal(2, server.Tenant.Store.Current.ClientGrants.Count);
    }

    [Theory]
    [InlineData("/dashboard/apis/edit?id=gone")]
    [InlineData("/dashboard/apis/scopes?id=gone")]
    [InlineData("/dashboard/apis/delete?id=gone")]
    [InlineData("/dashboard/apis/use")]
    [InlineData("/dashboard/apis/scopes/remove" + DashboardPage.Organizer + "&scope=gone")]
    public async Task What_was_deleted_is_not_found(string path)
    {
        await using var server = await TenantUnderTest.StartAsync();
        using var browser = new Browser(server);

        var page = await browser.OpenAsync(path);

        Assert.Equal((HttpStatusCode.NotFound, "Not found"), (page.Status, page.Heading));
    }

    [Fact]
    public async Task The_settings_to_copy_name_issuer_and_audience()
    {
        await using var server = await TenantUnderTest.StartAsync();
        using var browser = new Browser(server);

        var page = await browser.OpenAsync("/dashboard/apis/use" + DashboardPage.Organizer);

        Assert.Equal(
            """
            {
              "Auth0": {
                "Domain": "local-tenant.test",
                "Audience": "urn:organizer-api"
              }
            }
            """,
            page.All("pre").First().Value);
        Assert.DoesNotContain(page.Root.Descendants(), element => element.Attribute("id")?.Value == "alg");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_API_whose_tokens_are_signed_otherwise_has_to_be_told_and_the_JWKS_must_not_say_RS256(bool removed)
    {
        var options = TenantUnderTest.Options(TenantUnderTest.WithOrganizer(api => api with { SigningAlgorithm = SigningAlgorithm.PS256 }));
        options.RemoveAlgFromJwks = removed;
        await using var server = await LocalTenantServer.StartInProcessAsync(options);
        using var browser = new Browser(server);

        var page = await browser.OpenAsync("/dashboard/apis/use" + DashboardPage.Organizer);

        Assert.Equal(
            """
            {
              "Auth0": {
                "Domain": "local-tenant.test",
                "Audience": "urn:organizer-api",
                "Tokens": {
                  "Algorithms": [
                    "PS256"
                  ]
                }
              }
            }
            """,
            page.All("pre").First().Value);
        Assert.Equal(page.All("pre").First().Value, (await browser.OpenAsync("/dashboard")).All("pre").First().Value);
        Assert.Equal(!removed, page.MainText.Contains("RemoveAlgFromJwks = true", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_authorized_applications_are_named_the_third_party_ones_without_a_grant_too()
    {
        await using var server = await TenantUnderTest.StartAsync(LocalTenantSeed.Samples with
        {
            ClientGrants =
            [
                new() { ClientId = SampleTenant.CalendarApp.ClientId, Audience = "urn:organizer-api", SubjectType = SubjectType.User, Scope = ["tasks"] },
                new() { ClientId = ClientGrant.ThirdPartyClients, Audience = "urn:organizer-api", AllowAllScopes = true },
            ],
        });
        using var browser = new Browser(server);

        var page = await browser.OpenAsync("/dashboard/apis/use" + DashboardPage.Organizer);

        Assert.Equal([["CalendarApp", "users", "tasks"], ["Every other third-party application", "itself", "all"]], page.Rows());
    }

    [Fact]
    public async Task Names_that_look_like_markup_are_shown_as_text()
    {
        const string hostile = "<script>alert(1)</script>\"'&";
        await using var server = await TenantUnderTest.StartAsync(TenantUnderTest.WithOrganizer(api => api with
        {
            Name = hostile,
            Scopes = [.. api.Scopes, new("<b>", hostile)],
        }));
        using var browser = new Browser(server);

        Assert.Equal(hostile, (await browser.OpenAsync(Edit)).Heading);
        Assert.Equal(hostile, (await browser.OpenAsync(Edit)).ById("name").Attribute("value")?.Value);
        Assert.Equal(hostile, (await browser.OpenAsync("/dashboard/apis")).Rows()[0][0]);
        Assert.Equal("<b>", (await browser.OpenAsync(Scopes)).Rows()[3][0]);
    }
}
