namespace ApiAuth.Browser.Tests.Pages;

/// <summary>
/// Every page that there is, and the pictures that show it; none for a page that only leads elsewhere. The first word of a picture's name is the visit that takes it.
/// </summary>
static class Album
{
    public static IReadOnlyDictionary<string, string[]> Pages { get; } = new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        ["LocalTenant.Pages.LoginPage"] = ["tenant-login", "tenant-login-wrong-password"],
        ["LocalTenant.Pages.ChangePasswordPage"] = ["tenant-change-password", "tenant-change-password-refused"],
        ["LocalTenant.Pages.ConsentPage"] = ["tenant-consent"],
        ["LocalTenant.Pages.ErrorPage"] = ["tenant-unknown-client"],
        ["LocalTenant.Pages.SignedOutPage"] = ["tenant-signed-out"],
        ["LocalTenant.Pages.FormPostPage"] = ["tenant-form-post"],
        ["LocalTenant.Pages.WebMessagePage"] = ["tenant-web-message"],

        ["LocalTenant.Dashboard.Overview.OverviewPage"] = ["dashboard"],
        ["LocalTenant.Dashboard.Apis.ApiListPage"] = ["dashboard-apis"],
        ["LocalTenant.Dashboard.Apis.NewApiPage"] = ["dashboard-apis-new", "dashboard-apis-new-refused"],
        ["LocalTenant.Dashboard.Apis.EditApiPage"] = ["dashboard-apis-edit", "dashboard-apis-edit-saved"],
        ["LocalTenant.Dashboard.Apis.ScopesPage"] = ["dashboard-apis-scopes"],
        ["LocalTenant.Dashboard.Apis.ApiUsePage"] = ["dashboard-apis-use", "dashboard-apis-use-ps256"],
        ["LocalTenant.Dashboard.Applications.ApplicationListPage"] = ["dashboard-applications"],
        ["LocalTenant.Dashboard.Applications.NewApplicationPage"] = ["dashboard-applications-new"],
        ["LocalTenant.Dashboard.Applications.EditApplicationPage"] = ["dashboard-applications-edit"],
        ["LocalTenant.Dashboard.Applications.AuthorizedApisPage"] = ["dashboard-applications-apis"],
        ["LocalTenant.Dashboard.Applications.SecretPage"] = ["dashboard-applications-secret"],
        ["LocalTenant.Dashboard.Users.UserListPage"] = ["dashboard-users"],
        ["LocalTenant.Dashboard.Users.EditUserPage"] = ["dashboard-users-new", "dashboard-users-edit"],
        ["LocalTenant.Dashboard.Consents.ConsentListPage"] = ["dashboard-consents", "dashboard-consents-none"],
        ["LocalTenant.Dashboard.Keys.KeysPage"] = ["dashboard-keys"],
        ["LocalTenant.Dashboard.Tests.TestPage"] = ["dashboard-test", "dashboard-test-issued"],
        ["LocalTenant.Dashboard.Requests.RequestsPage"] = ["dashboard-requests"],
        ["LocalTenant.Dashboard.ConfirmPage"] =
        [
            "dashboard-apis-delete", "dashboard-apis-scopes-remove", "dashboard-applications-delete", "dashboard-users-delete", "dashboard-consents-revoke", "dashboard-keys-revoke",
        ],
        ["LocalTenant.Dashboard.MissingPage"] = ["dashboard-missing"],
        ["LocalTenant.Dashboard.StaleFormPage"] = ["dashboard-stale-form"],

        ["CalendarApp/Index"] = ["calendar-welcome", "calendar-agenda"],
        ["CalendarApp/Tasks"] = ["calendar-refused"],
        ["CalendarApp/Declined"] = ["calendar-declined"],
        ["CalendarApp/NotSignedIn"] = ["calendar-not-signed-in"],
        ["CalendarApp/Error"] = ["calendar-error", "calendar-missing", "calendar-stale-form"],
        ["CalendarApp/SignIn"] = [],
        ["CalendarApp/SignOut"] = [],

        ["TextApp/Index"] = ["text-welcome", "text-contacts"],
        ["TextApp/Conversation"] = ["text-conversation", "text-nobody"],
        ["TextApp/Calendar"] = ["text-refused"],
        ["TextApp/Declined"] = ["text-declined"],
        ["TextApp/NotConnected"] = ["text-not-connected"],
        ["TextApp/Error"] = ["text-error", "text-missing"],
        ["TextApp/Connect"] = [],
        ["TextApp/Disconnect"] = [],

        ["MyTodos/index.html"] = ["todos-welcome", "todos-declined", "todos-tasks", "todos-refused"],
    };

    public static IEnumerable<string> Pictures => Pages.Values.SelectMany(pictures => pictures);

    /// <summary>The pictures of one visit.</summary>
    public static IEnumerable<string> PicturesOf(string visit) => Pictures.Where(picture => picture.Split('-')[0] == visit);
}
