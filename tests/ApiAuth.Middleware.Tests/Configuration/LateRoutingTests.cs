using System.Net;
using ApiAuth.Middleware.Testing;
using ApiAuth.Middleware.Tests.Hosting;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Rewrite;
using Microsoft.AspNetCore.Routing;

namespace ApiAuth.Middleware.Tests.Configuration;

/// <summary><c>RequireAuthenticatedByDefault()</c> where routing comes after authorization: closed, and loud.</summary>
public class LateRoutingTests
{
    public static TheoryData<string> Shapes => new(Pipelines.Keys);

    private static Dictionary<string, Action<WebApplication>> Pipelines { get; } = new(StringComparer.Ordinal)
    {
        ["a path base and routing of its own"] = app =>
        {
            app.UsePathBase("/base");
            app.UseRouting();
        },
        ["authorization before routing"] = app =>
        {
            app.UseAuthentication();
            app.UseAuthorization();
            app.UseRouting();
        },
        ["a branch with routing of its own"] = app => app.Map("/branch", branch =>
        {
            branch.UseRouting();
            branch.UseEndpoints(endpoints => endpoints.MapGet("/plain", () => "secret"));
        }),
        // UseRewriter() asks for routing behind it; authorization, which nobody called, is then in front of both.
        ["a path that is rewritten"] = app =>
        {
            app.UseRewriter(new RewriteOptions().AddRewrite("^old/(.*)$", "$1", skipRemainingRules: true));
            app.UseRouting();
        },
        ["a path that is rewritten by hand"] = app =>
        {
            app.Use((context, next) =>
            {
                context.Request.Path = context.Request.Path.StartsWithSegments("/old", StringComparison.Ordinal, out var rest) ? rest : context.Request.Path;
                return next(context);
            });
            app.UseRouting();
        },
    };

    private static string PathOf(string shape) =>
        shape.Contains("branch", StringComparison.Ordinal) ? "/branch/plain" : shape.Contains("rewritten", StringComparison.Ordinal) ? "/old/plain" : "/plain";

    [Theory]
    [MemberData(nameof(Shapes))]
    public async Task An_endpoint_that_is_found_too_late_is_never_open(string shape)
    {
        await using var inOrder = await StartAsync(pipeline: null);
        await using var late = await StartAsync(Pipelines[shape]);
        var path = PathOf(shape);

        Assert.Equal(HttpStatusCode.OK, (await inOrder.GetAsync("/plain", TestAccessToken.Valid)).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await inOrder.GetAsync("/plain")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await inOrder.GetAsync("/unknown")).Status);
        Assert.Equal(HttpStatusCode.OK, (await late.GetAsync(path, TestAccessToken.Valid)).Status);
        Assert.StartsWith("Routing comes after authorization", (await Assert.ThrowsAsync<InvalidOperationException>(() => late.GetAsync(path))).Message, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await late.GetAsync("/unknown")).Status);
    }

    [Fact]
    public async Task An_endpoint_that_allows_anonymous_callers_stays_open_however_late_it_is_found()
    {
        await using var late = await StartAsync(app => app.UseRouting());

        Assert.Equal("anybody", (await late.GetAsync("/anybody")).Body);
    }

    [Fact]
    public async Task A_run_that_begins_again_before_routing_and_authorization_is_judged_anew()
    {
        await using var api = await StartAsync(app =>
        {
            app.Use(async (context, next) =>
            {
                await next(context);
                if (context.Response.StatusCode != StatusCodes.Status404NotFound)
                    return;
                context.Request.Path = context.Request.Query["instead"].ToString();
                context.Response.StatusCode = StatusCodes.Status200OK;
                context.SetEndpoint(null);
                await next(context);
            });
            app.UseRouting();
            app.UseAuthentication();
            app.UseAuthorization();
        });

        Assert.Equal(HttpStatusCode.OK, (await api.GetAsync("/unknown?instead=/plain", TestAccessToken.Valid)).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await api.GetAsync("/unknown?instead=/plain")).Status);
        Assert.Equal("anybody", (await api.GetAsync("/unknown?instead=/anybody")).Body);
    }

    [Theory]
    [InlineData("/unknown", 404)]
    [InlineData("/throws", 500)]
    public async Task The_hosts_own_error_page_behind_authorization_is_shown(string path, int status)
    {
        await using var api = await StartAsync(app =>
        {
            app.UseExceptionHandler("/plain");
            app.UseStatusCodePagesWithReExecute("/plain");
            app.Map("/throws", branch => branch.Run(_ => throw new InvalidOperationException("Broken.")));
        });

        var answer = await api.GetAsync(path);

        Assert.Equal((status, "secret"), ((int)answer.Status, answer.Body));
        Assert.Equal(HttpStatusCode.Unauthorized, (await api.GetAsync("/plain")).Status);
    }

    private static Task<TestApi> StartAsync(Action<WebApplication>? pipeline) => TestApi.StartAsync(new()
    {
        Auth = auth => auth.RequireAuthenticatedByDefault(),
        Pipeline = pipeline,
        Endpoints = app =>
        {
            app.MapGet("/plain", () => "secret");
            app.MapGet("/anybody", [AllowAnonymous] () => "anybody");
        },
    });
}
