using Microsoft.AspNetCore.Http.Extensions;

namespace ApiAuth.LocalTenant.Dashboard;

/// <summary>The paths of the dashboard. What a page is about is in the query, because ids may hold any character.</summary>
internal static class DashboardPaths
{
    public const string Overview = TenantPaths.Dashboard;
    public const string Apis = Overview + "/apis";
    public const string NewApi = Apis + "/new";
    public const string EditApi = Apis + "/edit";
    public const string ApiScopes = Apis + "/scopes";
    public const string RemoveScope = Apis + "/scopes/remove";
    public const string ApiUse = Apis + "/use";
    public const string DeleteApi = Apis + "/delete";
    public const string Applications = Overview + "/applications";
    public const string NewApplication = Applications + "/new";
    public const string EditApplication = Applications + "/edit";
    public const string ApplicationApis = Applications + "/apis";
    public const string ApplicationSecret = Applications + "/secret";
    public const string DeleteApplication = Applications + "/delete";
    public const string Users = Overview + "/users";
    public const string NewUser = Users + "/new";
    public const string EditUser = Users + "/edit";
    public const string DeleteUser = Users + "/delete";
    public const string Consents = Overview + "/consents";
    public const string RevokeConsent = Consents + "/revoke";
    public const string Keys = Overview + "/keys";
    public const string RevokeKey = Keys + "/revoke";
    public const string Test = Overview + "/test";
    public const string Requests = Overview + "/requests";

    /// <summary>The path with one parameter more for each pair.</summary>
    public static string With(string path, params IEnumerable<(string Name, string Value)> parameters)
    {
        var query = new QueryBuilder(parameters.Select(parameter => KeyValuePair.Create(parameter.Name, parameter.Value))).ToString();
        return path.Contains('?', StringComparison.Ordinal) ? $"{path}&{query[1..]}" : path + query;
    }

    public static string Of(string path, string id) => With(path, ("id", id));
}
