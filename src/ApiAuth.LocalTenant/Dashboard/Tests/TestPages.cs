using ApiAuth.LocalTenant.Html.Forms;
using Microsoft.AspNetCore.Http;

namespace ApiAuth.LocalTenant.Dashboard.Tests;

/// <summary>The page that issues tokens to try an API with.</summary>
internal static class TestPages
{
    public static IResult Show(DashboardRequest request)
    {
        var api = Find(request);
        return request.Page<TestPage, TestView>(new() { Seed = request.Seed, Api = api, Form = api is null ? Form.Empty : TestToken.Beginning(request.Seed, api) });
    }

    // The token is in the answer to the POST alone: never in an address, never kept.
    public static IResult Issue(DashboardRequest request, Form form)
    {
        if (Find(request) is not { } api)
            return request.NotFound("There is no such API; it may have been deleted.");
        var token = TestToken.Issue(request.Tenant, api, form);
        var view = new TestView { Seed = request.Seed, Api = api, Form = form, Token = token };
        return token is null ? request.Refused<TestPage, TestView>(view) : request.Page<TestPage, TestView>(view);
    }

    private static ResourceServer? Find(DashboardRequest request) => request.Query("audience") is { Length: > 0 } audience
        ? request.Tenant.Store.FindResourceServer(audience)
        : request.Seed.ResourceServers is [var first, ..] ? first : null;
}
