using ApiAuth.Middleware.Testing;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;

namespace ApiAuth.Middleware.Tests.Authentication.BadInput;

/// <summary>Rule 16 and what the endpoint asks for: hooks, scopes, permissions, policies.</summary>
static class BadGrants
{
    public static void Map(WebApplication api)
    {
        var ok = () => "ok";
        api.MapPost("/form", ok).RequireScope("contacts");
        api.MapGet("/all", ok).RequireScope("contacts", "tasks");
        api.MapGet("/any", ok).RequireAnyScope("read:it", "write:it");
        api.MapGet("/mixed", ok).RequireScope("b", "a").RequireAnyScope("y", "x").RequireScope("a", "c").RequireAnyScope("w", "v");
        api.MapGet("/permission", ok).RequirePermission("delete:it");
        api.MapGet("/any-permission", ok).RequireAnyPermission("delete:it", "admin:it");
        api.MapGet("/scope-and-permission", ok).RequireScope("contacts").RequirePermission("delete:it");
        api.MapGet("/any-scope-and-permission", ok).RequireAnyScope("contacts", "tasks").RequirePermission("delete:it");
        api.MapGet("/role", ok).RequireAuthorization(new AuthorizeAttribute { Roles = "admin" });
        api.MapGet("/own", ok).RequireAuthorization(policy => policy.RequireClaim("org_id", "org_1"));
        api.MapGet("/scope-and-role", ok).RequireScope("contacts").RequireAuthorization(new AuthorizeAttribute { Roles = "admin" });
    }

    public static IEnumerable<BadRequest> Rows =>
    [
        Scope("no scope at all", "/all", "contacts tasks", null, Expected.Scope("contacts tasks")),
        Scope("one of two scopes", "/all", "contacts tasks", "tasks", Expected.Scope("contacts tasks")),
        Scope("a scope in capitals", "/contacts", "contacts", "CONTACTS", Expected.Scope("contacts")),
        Scope("a scope that begins like it", "/contacts", "contacts", "contacts:read", Expected.Scope("contacts")),
        Scope("a scope that ends like it", "/contacts", "contacts", "my-contacts", Expected.Scope("contacts")),
        Scope("a tab between scopes", "/contacts", "contacts", "openid\tcontacts", Expected.Scope("contacts")),
        Scope("commas between scopes", "/contacts", "contacts", "openid,contacts", Expected.Scope("contacts")),
        Claim("a scope with two words in an array", "scope", new[] { "openid contacts" }, Expected.Scope("contacts")),
        Claim("scopes that are an object", "scope", new { contacts = true }, Expected.Scope("contacts")),
        Claim("scopes beside a number", "scope", new object[] { "contacts", 1 }, Expected.Scope("contacts")),
        Claim("scopes that are null", "scope", null, Expected.Scope("contacts")),
        new("the scope in scp beside an empty scope", Expected.Scope("contacts")) { Break = token => (token with { Scope = "" }).WithClaim("scp", "contacts") },
        new("the scope in Scope", Expected.Scope("contacts")) { Break = token => (token with { Scope = "openid" }).WithClaim("Scope", "contacts") },
        new("the scope in permissions", Expected.Scope("contacts")) { Break = token => token with { Scope = null, Permissions = ["contacts"] } },
        Scope("none of two scopes", "/any", "write:it", "it", Expected.Scope("read:it")),
        Scope("nothing of many demands", "/mixed", "a b c x v", "openid", Expected.Scope("b a c y w")),
        Scope("one demand of many met", "/mixed", "a b c x v", "y a", Expected.Scope("b a c w")),
        Scope("one demand of many missing", "/mixed", "a b c x v", "a b c w", Expected.Scope("b a c y")),

        Permission("no permission", "/permission", ["delete:it"], null, Expected.Permission()),
        Permission("another permission", "/permission", ["delete:it"], ["delete:that"], Expected.Permission()),
        Permission("none of two permissions", "/any-permission", ["admin:it"], ["read:it"], Expected.Permission()),
        new("the permission in scope", Expected.Permission()) { Target = "/permission", Twin = Granted("contacts", "delete:it"), Break = _ => TestAccessToken.Valid with { Scope = "delete:it" } },
        new("permissions that are a string", Expected.Permission()) { Target = "/permission", Twin = Granted("contacts", "delete:it"), Break = token => token.WithClaim("permissions", "delete:it") },
        new("the scope but not the permission", Expected.Permission("contacts")) { Target = "/scope-and-permission", Twin = Granted("contacts", "delete:it"), Break = token => token with { Permissions = [] } },
        new("the permission but not the scope", Expected.Scope("contacts")) { Target = "/scope-and-permission", Twin = Granted("contacts", "delete:it"), Break = token => token with { Scope = "openid" } },
        new("neither the scope nor the permission", Expected.Scope("contacts")) { Target = "/scope-and-permission", Twin = Granted("contacts", "delete:it"), Break = _ => TestAccessToken.Valid },
        new("one of the scopes but not the permission", Expected.Permission()) { Target = "/any-scope-and-permission", Twin = Granted("tasks", "delete:it"), Break = token => token with { Permissions = [] } },
        new("none of the scopes and not the permission", Expected.Scope("contacts")) { Target = "/any-scope-and-permission", Twin = Granted("tasks", "delete:it"), Break = _ => TestAccessToken.Valid },

        new("no role", Expected.PolicyNotMet) { Target = "/role", Twin = Roles("admin"), Break = token => token.WithoutClaim("roles") },
        new("another role", Expected.PolicyNotMet) { Target = "/role", Twin = Roles("admin"), Break = _ => Roles("Admin") },
        new("the role in a claim of another name", Expected.PolicyNotMet) { Target = "/role", Twin = Roles("admin"), Break = token => token.WithoutClaim("roles").WithClaim("role", "admin").WithClaim("Roles", "admin") },
        new("the application's own demand unmet", Expected.PolicyNotMet) { Target = "/own", Twin = TestAccessToken.Valid with { OrganizationId = "org_1" }, Break = token => token with { OrganizationId = "org_2" } },
        new("the scope but not the role", Expected.PolicyNotMet) { Target = "/scope-and-role", Twin = Roles("admin"), Break = token => token.WithoutClaim("roles") },
        new("neither the scope nor the role", Expected.Scope("contacts")) { Target = "/scope-and-role", Twin = Roles("admin"), Break = _ => TestAccessToken.Valid },

        Claim("a revoked token", "test", "revoked", Expected.Invalid("token_revoked", 118)),
        Claim("a token that a hook forbids", "test", "forbidden", Expected.Hook403),
        Claim("a token that a hook does not take", "test", "unauthorized", Expected.Invalid("refused_by_hook", 119)),
    ];

    private static TestAccessToken Granted(string scope, string permission) => TestAccessToken.Valid with { Scope = scope, Permissions = [permission] };

    private static TestAccessToken Roles(params string[] roles) => (TestAccessToken.Valid with { Scope = "contacts" }).WithClaim("roles", roles);

    private static BadRequest Scope(string name, string target, string good, string? bad, Expected expected) =>
        new(name, expected) { Target = target, Twin = TestAccessToken.Valid with { Scope = good }, Break = token => token with { Scope = bad } };

    private static BadRequest Permission(string name, string target, string[] good, string[]? bad, Expected expected) =>
        new(name, expected) { Target = target, Twin = TestAccessToken.Valid with { Permissions = good }, Break = token => token with { Permissions = bad } };

    private static BadRequest Claim(string name, string claim, object? value, Expected expected) => new(name, expected) { Break = token => token.WithClaim(claim, value) };
}

/// <summary>Refuses what the token itself asks to be refused.</summary>
sealed class ObedientHook : IAccessTokenHook
{
    public ValueTask<AccessTokenHookResult> OnAcceptedAsync(AccessTokenHookContext context, CancellationToken cancellationToken) => ValueTask.FromResult(
        !context.Token.Claims.TryGetProperty("test", out var wish) ? AccessTokenHookResult.Continue : wish.GetString() switch
        {
            "revoked" => AccessTokenHookResult.Revoked(),
            "forbidden" => AccessTokenHookResult.Forbid("Not on Sundays."),
            "unauthorized" => AccessTokenHookResult.Unauthorized("Log in again."),
            "broken" => throw new InvalidOperationException("The hook is broken."),
            _ => AccessTokenHookResult.Continue,
        });
}
