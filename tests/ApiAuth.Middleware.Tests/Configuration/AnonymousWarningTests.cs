using System.Net;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace ApiAuth.Middleware.Tests.Configuration;

/// <summary>[AllowAnonymous] wins as everywhere; the start says where it overrides a scope.</summary>
public class AnonymousWarningTests
{
    private static readonly Dictionary<string, Action<WebApplication>> Endpoints = new(StringComparer.Ordinal)
    {
        ["scope"] = app => app.MapGet("/x", () => "x").RequireScope("contacts").AllowAnonymous(),
        ["permission"] = app => app.MapGet("/x", [RequirePermission("delete:users"), AllowAnonymous] () => "x"),
        ["group"] = app => app.MapGroup("").RequireScope("contacts").MapGet("/x", () => "x").AllowAnonymous(),
        ["declared scope"] = app => app.MapGet("/x", [Authorize("contacts"), AllowAnonymous] () => "x"),
        ["own policy"] = app => app.MapGet("/x", [Authorize("own"), AllowAnonymous] () => "x"),
        ["plain"] = app => app.MapGet("/x", () => "x").RequireAuthorization().AllowAnonymous(),
        ["anonymous"] = app => app.MapGet("/x", () => "x").AllowAnonymous(),
        ["open"] = app => app.MapGet("/x", () => "x"),
    };

    [Theory]
    [InlineData("scope", true)]
    [InlineData("permission", true)]
    [InlineData("group", true)]
    [InlineData("declared scope", true)]
    [InlineData("own policy", true)]
    [InlineData("plain", false)]
    [InlineData("anonymous", false)]
    [InlineData("open", false)]
    public async Task A_scope_that_anybody_may_do_without_is_warned_of(string endpoint, bool isWarned)
    {
        await using var api = await new ApiProgram
        {
            Settings = $$"""{ "Auth0": { {{HostStart.Domain}}, {{HostStart.Audience}}, "Scopes": ["contacts"] } }""",
            Services = (services, _) =>
            {
                services.AddAuth0ApiAuthorization();
                services.AddAuthorizationBuilder().AddPolicy("own", policy => policy.RequireAnyScope("contacts"));
            },
            App = Endpoints[endpoint],
        }.StartAsync();

        var answer = await api.GetAsync("/x");

        Assert.Equal((HttpStatusCode.OK, "x"), (answer.Status, answer.Body));
        Assert.Equal(
            isWarned ? ["HTTP: GET /x asks for a scope or permission but also allows anonymous callers, which wins: anybody may call it."] : [],
            api.Logs.Ours.Where(record => record.Event is { Id: 301, Name: "AnonymousOverridesScope" }).Select(record => record.Message));
    }
}
