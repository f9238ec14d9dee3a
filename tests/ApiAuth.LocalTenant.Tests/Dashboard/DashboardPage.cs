namespace ApiAuth.LocalTenant.Tests.Dashboard;

/// <summary>The pages of the sample tenant that a test starts from.</summary>
internal static class DashboardPage
{
    public const string Organizer = "?id=0f9a2c000000000000000001";
    public const string CalendarApp = "?id=CalendarApp000000000000000000001";
    public const string MyTodos = "?id=MyTodosIo00000000000000000000001";
    public const string Alice = "?id=auth0%7Ca11ce0000000000000000001";
    public const string Consent = "?id=consent1";

    /// <summary>Of the key that <see cref="StartAsync"/> made the previous one.</summary>
    public const string RevokeKey = "/dashboard/keys/revoke?kid=previous";

    /// <summary>The sample tenant, in which Alice allowed CalendarApp something.</summary>
    public static LocalTenantSeed Seed => LocalTenantSeed.Samples with
    {
        UserGrants =
        [
            new() { Id = "consent1", UserId = SampleTenant.Alice.UserId, ClientId = SampleTenant.CalendarApp.ClientId, Audience = "urn:organizer-api", Scope = ["contacts", "appointments"] },
        ],
    };

    /// <summary>A tenant of <see cref="Seed"/>, and the path with the key in it that it is about.</summary>
    public static async Task<(LocalTenantServer Server, string Path)> StartAsync(string path)
    {
        if (path != RevokeKey)
            return (await TenantUnderTest.StartAsync(Seed), path);
        var server = await TenantUnderTest.StartWithOwnKeysAsync();
        server.Tenant.RotateKey();
        return (server, path.Replace("previous", server.Tenant.Keys.Previous, StringComparison.Ordinal));
    }

    /// <summary>Every page that a GET shows.</summary>
    public static readonly string[] All =
    [
        "/dashboard",
        "/dashboard/apis",
        "/dashboard/apis/new",
        "/dashboard/apis/edit" + Organizer,
        "/dashboard/apis/scopes" + Organizer,
        "/dashboard/apis/scopes/remove" + Organizer + "&scope=tasks",
        "/dashboard/apis/use" + Organizer,
        "/dashboard/apis/delete" + Organizer,
        "/dashboard/applications",
        "/dashboard/applications/new",
        "/dashboard/applications/edit" + CalendarApp,
        "/dashboard/applications/edit" + MyTodos,
        "/dashboard/applications/apis" + CalendarApp,
        "/dashboard/applications/secret" + CalendarApp,
        "/dashboard/applications/secret" + MyTodos,
        "/dashboard/applications/delete" + CalendarApp,
        "/dashboard/users",
        "/dashboard/users/new",
        "/dashboard/users/edit" + Alice,
        "/dashboard/users/delete" + Alice,
        "/dashboard/consents",
        "/dashboard/consents/revoke" + Consent,
        "/dashboard/keys",
        RevokeKey,
        "/dashboard/test",
        "/dashboard/test?audience=urn%3Aworldmappers",
        "/dashboard/requests",
        "/dashboard/requests?outcome=refused",
    ];
}
