using System.Net;
using ApiAuth.Middleware.Testing;
using ApiAuth.Middleware.Tests.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ApiAuth.Middleware.Tests.Scopes;

/// <summary>What a 403 says: the header to everybody, the hint to a developer, the log to the operator.</summary>
public class MissingScopeTests(MissingScopeTests.Host host) : IClassFixture<MissingScopeTests.Host>
{
    private readonly TestApi api = host.Fresh();

    [Theory]
    [InlineData("/order", "", "a b c d x")]
    [InlineData("/order", "a b c", "a b c d x")]
    [InlineData("/order", "a b c d", "a b c d x")]
    [InlineData("/order", "a b c d y", null)]
    [InlineData("/order", "x", "a b c d")]
    [InlineData("/anyof", "", "a c e")]
    [InlineData("/anyof", "b", "c e")]
    [InlineData("/anyof", "b c", "e")]
    [InlineData("/anyof", "a d f", null)]
    [InlineData("/repeated", "", "a b")]
    [InlineData("/repeated", "b", "a b")]
    [InlineData("/repeated", "a b", null)]
    public async Task A_challenge_names_all_of_scopes_first_and_then_the_first_of_each_unmet_any_of(string path, string scope, string? named)
    {
        var answer = await api.GetAsync(path, TestAccessToken.Valid with { Scope = scope });

        if (named is null)
            Assert.Equal(HttpStatusCode.OK, answer.Status);
        else
            answer.AssertNames(named);
    }

    [Theory]
    [InlineData("/permission", "openid", null)]
    [InlineData("/permission-and-scope", "a", "a")]
    [InlineData("/permission-and-any", "b", null)]
    public async Task A_missing_permission_names_scopes_only_where_the_endpoint_has_some_to_name(string path, string scope, string? named)
    {
        var granted = TestAccessToken.Valid with { Scope = scope, Permissions = ["delete:contacts"] };

        Assert.Equal(HttpStatusCode.OK, (await api.GetAsync(path, granted)).Status);
        (await api.GetAsync(path, granted with { Permissions = ["read:contacts"] })).AssertNames(named, "permission_missing");
    }

    [Fact]
    public async Task Where_a_scope_and_a_permission_are_missing_the_scope_is_the_reason()
    {
        (await api.GetAsync("/permission-and-scope", TestAccessToken.Valid)).AssertNames("a");
    }

    [Fact]
    public async Task The_hint_and_the_log_say_what_was_asked_and_what_was_found()
    {
        await using var developed = await TestApi.StartAsync(Host.In(Environments.Development));

        var answer = await developed.GetAsync("/order", TestAccessToken.Valid with { Scope = "openid a" });

        const string Explanation = "Expected one of the scopes \"x\", \"y\" and the scope \"b\" and the scope \"c\" and all of the scopes \"b\", \"d\"; found scope \"openid a\".";
        Assert.StartsWith(Explanation, answer["hint"], StringComparison.Ordinal);
        var refusal = Assert.Single(developed.Logs.Refusals);
        Assert.Contains(Explanation, refusal.Message, StringComparison.Ordinal);
        Assert.Contains("/order", refusal.Message, StringComparison.Ordinal);
        Assert.Equal((LogLevel.Information, "ScopeMissing"), (refusal.Level, refusal.Event.Name));
    }

    [Fact]
    public async Task In_production_the_body_says_nothing_about_the_token()
    {
        var answer = await api.GetAsync("/order", TestAccessToken.Valid with { Scope = "sentinel" });

        Assert.Equal("scope_missing", answer.Code);
        Assert.Null(answer["hint"]);
        Assert.DoesNotContain("sentinel", answer.Body + answer.Challenge, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"permissions":["sentinel:permission"]}""", "found other permissions")]
    [InlineData("""{"permissions":[]}""", "found no permissions")]
    [InlineData("""{}""", "found no permissions claim (is RBAC enabled for the API?)")]
    [InlineData("""{"permissions":"delete:contacts"}""", "found permissions that are no array of strings")]
    public async Task The_log_of_a_missing_permission_says_whether_the_claim_was_there(string claims, string found)
    {
        var token = TestAccessToken.Valid;
        foreach (var claim in System.Text.Json.JsonDocument.Parse(claims).RootElement.EnumerateObject())
            token = token.WithClaim(claim.Name, claim.Value);

        await api.GetAsync("/permission", token);

        var refusal = Assert.Single(api.Logs.Refusals);
        Assert.Contains($"Expected the permission \"delete:contacts\"; {found}", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("sentinel", refusal.Message, StringComparison.Ordinal);
        Assert.Equal((LogLevel.Information, "PermissionMissing"), (refusal.Level, refusal.Event.Name));
    }

    [Fact]
    public async Task A_long_or_strange_scope_is_shown_shortened_and_cleaned()
    {
        await using var developed = await TestApi.StartAsync(Host.In(Environments.Development));

        var answer = await developed.GetAsync("/permission-and-scope", TestAccessToken.Valid with { Scope = $"\r\nforged \"line\" {new string('x', 500)}" });

        Assert.Contains("found scope \"??forged ?line? xxx", answer["hint"], StringComparison.Ordinal);
        Assert.DoesNotContain(new string('x', 101), answer["hint"], StringComparison.Ordinal);
    }

    public sealed class Host : SharedApi
    {
        private protected override TestApiSettings Settings => In(Environments.Production);

        internal static TestApiSettings In(string environment) => new() { Environment = environment, Endpoints = Map };

        private static void Map(WebApplication app)
        {
            var order = app.MapGroup("/order").RequireScope("a").RequireAnyScope("x", "y").RequireScope("b");
            order.MapGet("/", () => "opened").RequireScope("c").RequireScope("b", "d");
            app.MapGet("/anyof", () => "opened").RequireAnyScope("a", "b").RequireAnyScope("c", "d").RequireAnyScope("e", "f");
            app.MapGet("/repeated", () => "opened").RequireScope("a").RequireScope("a", "b").RequireAnyScope("b", "c");
            app.MapGet("/permission", () => "opened").RequirePermission("delete:contacts");
            app.MapGet("/permission-and-scope", () => "opened").RequirePermission("delete:contacts").RequireScope("a");
            app.MapGet("/permission-and-any", () => "opened").RequirePermission("delete:contacts").RequireAnyScope("a", "b");
        }
    }
}
