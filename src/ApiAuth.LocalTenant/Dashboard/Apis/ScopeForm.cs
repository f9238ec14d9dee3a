using ApiAuth.LocalTenant.Html.Forms;

namespace ApiAuth.LocalTenant.Dashboard.Apis;

/// <summary>The scopes of an API as a form: a description for each, and a line for one more.</summary>
internal static class ScopeForm
{
    public static string Description(ApiScope scope) => $"description.{scope.Value}";

    public static Form Of(ResourceServer api) => Form.Beginning(api.Scopes.Select(scope => (Description(scope), new Microsoft.Extensions.Primitives.StringValues(scope.Description))));

    public static void Check(Form form, ResourceServer api)
    {
        var value = form["value"];
        if (value.Length == 0 && form["description"].Length > 0)
            form.Refuse("value", "Write the scope that this description is for.");
        if (value.Any(c => c is < '!' or > '~' or '"' or '\\'))
            form.Refuse("value", "A scope is one word of printable ASCII characters without quotes and backslashes, such as read:reports.");
        if (api.Scopes.Any(scope => scope.Value == value))
            form.Refuse("value", $"The API has the scope {value} already.");
    }

    public static ResourceServer Read(Form form, ResourceServer api) => api with
    {
        Scopes = [.. api.Scopes.Select(scope => Described(form, scope)), .. Added(form)],
    };

    // A scope that came since the page was opened keeps its description.
    private static ApiScope Described(Form form, ApiScope scope) =>
        form.Contains(Description(scope)) ? scope with { Description = form.Optional(Description(scope)) } : scope;

    private static IEnumerable<ApiScope> Added(Form form) => form.Optional("value") is { } value ? [new(value, form.Optional("description"))] : [];
}
