using ApiAuth.LocalTenant.Html.Forms;
using Microsoft.AspNetCore.Http;

namespace ApiAuth.LocalTenant.Dashboard.Tests;

/// <summary>The page that issues tokens to try an API with.</summary>
internal static class TestPages
{
    public static IResult Show(DashboardRequest request) => WithApi(request, api =>
        request.Page<TestPage, TestView>(new() { Seed = request.Whole, Api = api, Form = TestToken.Beginning(request.Whole, api) }));

    // The token is in the answer to the POST alone: never in an address, never kept.
    public static IResult Issue(DashboardRequest request, Form form) => WithApi(request, api =>
    {
        var token = TestToken.Issue(request.Tenant, api, form);
        var view = new TestView { Seed = request.Whole, Api = api, Form = form, Token = token };
        return token is null ? request.Refused<TestPage, TestView>(view) : request.Page<TestPage, TestView>(view);
    });

    /// <summary>The API that the address names, or else the first one; every tenant has the Management API at least.</summary>
    private static IResult WithApi(DashboardRequest request, Func<ResourceServer, IResult> answer) =>
        request.Whole.ResourceServers.FirstOrDefault(api => request.Query("audience") is "" || api.Identifier == request.Query("audience")) is { } found
            ? answer(found)
            : request.NotFound("There is no such API; it may have been deleted.");
}
