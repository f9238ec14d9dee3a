namespace ApiAuth.LocalTenant.Tests.Dashboard;

/// <summary>The pages of the sample tenant that a test starts from.</summary>
internal static class DashboardPage
{
    public const string Organizer = "?id=0f9a2c000000000000000001";

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
    ];
}
