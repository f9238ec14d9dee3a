using System.Net;
using System.Security.Claims;
using ApiAuth.Middleware.Testing;
using ApiAuth.Middleware.Tests.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace ApiAuth.Middleware.Security.Tests.Claims;

/// <summary>Who the caller is, and what no claim makes of him.</summary>
public class IdentityTests
{
    private const string InsufficientScope = "Bearer realm=\"api\", error=\"insufficient_scope\", scope=\"contacts\", error_description=\"The access token does not grant what this request needs\"";

    [Fact, Trait("Row", "E12")]
    public async Task A_user_is_issuer_and_subject_and_never_an_address_that_he_may_change()
    {
        var time = new ManualTimeProvider();
        var (one, two) = (Tenant("one.test", time), Tenant("two.test", time));
        await using var api = await TestApi.StartAsync(new()
        {
            Time = time,
            Options = options => (options.Issuer, options.Domains, options.BackchannelHttpHandler) = (null, ["one.test", "two.test"], new TestNetwork(one, two)),
            Endpoints = app => app.MapGet("/who", (AccessToken token, ClaimsPrincipal user) => $"{token.Issuer} {token.Subject} {user.Identity!.Name} {user.FindFirst("sub")!.Issuer}").RequireAuthorization(),
        });
        var token = TestAccessToken.Valid.WithClaim("email", "admin@corp.test").WithClaim("name", "Admin").WithClaim("preferred_username", "admin").WithClaim(ClaimTypes.Name, "Admin");

        Assert.Equal("https://one.test/ auth0|test-user auth0|test-user https://one.test/", (await api.GetAsync("/who", $"Bearer {one.Issue(token)}")).Body);
        Assert.Equal("https://two.test/ auth0|test-user auth0|test-user https://two.test/", (await api.GetAsync("/who", $"Bearer {two.Issue(token)}")).Body);
    }

    private static TestIssuer Tenant(string host, TimeProvider time) => new($"https://{host}/") { Audience = TestApi.Audience, TimeProvider = time };

    [Fact, Trait("Row", "E13")]
    public async Task A_client_that_names_itself_like_a_user_is_told_from_the_user()
    {
        await using var api = await TestApi.StartAsync(new()
        {
            Endpoints = app => app.MapGet("/users", () => "a user").RequireAuthorization(policy => policy.RequireAssertion(context => context.User.GetAccessToken()?.IsMachineToMachine == false)),
        });
        Assert.Equal(HttpStatusCode.OK, (await api.GetAsync("/users", TestAccessToken.Valid with { Subject = "auth0|5f7c8ec7c33c6c004bbafe82" })).Status);

        TestAccessToken[] machines =
        [
            TestAccessToken.Rfc9068 with { Subject = "auth0|5f7c8ec7c33c6c004bbafe82", ClientId = "auth0|5f7c8ec7c33c6c004bbafe82" },
            TestAccessToken.ClientCredentials, TestAccessToken.ClientCredentials with { Subject = "auth0|5f7c8ec7c33c6c004bbafe82" }, TestAccessToken.Valid with { Subject = "test-client@clients" },
        ];
        foreach (var machine in machines)
        {
            var answer = await api.GetAsync("/users", machine);
            Assert.Equal((HttpStatusCode.Forbidden, "policy_not_met", null), (answer.Status, answer.Code, answer.Challenge));
        }
    }

    [Fact, Trait("Row", "E15")]
    public async Task A_claim_whose_name_differs_in_case_is_another_claim()
    {
        await using var api = await TestApi.StartAsync();
        var token = TestAccessToken.Valid with { Scope = "openid" };
        Assert.Equal(HttpStatusCode.OK, (await api.GetAsync("/contacts", token with { Scope = "contacts" })).Status);

        foreach (var name in (string[])["Scope", "SCOPE", "scopes", "scope ", "\u017Fcope", "scp"])
        {
            var answer = await api.GetAsync("/contacts", token.WithClaim(name, "contacts"));
            Assert.Equal((name, HttpStatusCode.Forbidden, "scope_missing", InsufficientScope), (name, answer.Status, answer.Code, answer.Challenge));
        }
        foreach (var name in (string[])["Sub", "SUB", "sub "])
            Assert.Equal("auth0|test-user", (await api.GetAsync("/private", TestAccessToken.Valid.WithClaim(name, "auth0|admin"))).Body);
    }

    [Fact, Trait("Row", "E16")]
    public async Task A_role_comes_from_the_configured_claim_alone()
    {
        string[] claims = [ClaimTypes.Role, "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/role", "role", "roles", "Roles", "ROLES", "amr", "groups", "permissions", "scope", "https://test/roles", "https://test/Roles", "wids"];
        foreach (var configured in (string?[])[null, "https://test/roles"])
        {
            await using var api = await TestApi.StartAsync(new()
            {
                Options = options => options.RoleClaim = configured ?? options.RoleClaim,
                Endpoints = app => app.MapGet("/admins", () => "an admin").RequireAuthorization(policy => policy.RequireRole("admin")),
            });
            var right = configured ?? "roles";
            Assert.Equal(HttpStatusCode.OK, (await api.GetAsync("/admins", TestAccessToken.Valid.WithClaim(right, new[] { "admin" }))).Status);

            foreach (var claim in claims.Where(claim => claim != right))
            {
                var answer = await api.GetAsync("/admins", TestAccessToken.Valid.WithClaim(claim, new[] { "admin" }));
                Assert.Equal((claim, HttpStatusCode.Forbidden, "policy_not_met", null), (claim, answer.Status, answer.Code, answer.Challenge));
            }
        }
    }
}
