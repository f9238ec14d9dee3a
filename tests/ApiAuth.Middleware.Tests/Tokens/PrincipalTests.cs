using System.Net;
using System.Security.Claims;
using ApiAuth.Middleware.Testing;
using ApiAuth.Middleware.Tests.Hosting;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace ApiAuth.Middleware.Tests.Tokens;

/// <summary>A token as ASP.NET Core's user.</summary>
public class PrincipalTests
{
    [Fact]
    public async Task Claims_keep_the_names_that_the_token_has()
    {
        await using var api = await TestApi.StartAsync(new() { Endpoints = MapClaims });

        var answer = await api.GetAsync("/claims", (TestAccessToken.Valid with { Scope = "openid contacts", Audiences = [TestApi.Audience, "b"] })
            .WithClaim("https://example.com/level", 7).WithClaim("ratio", 1.5).WithClaim("email_verified", true).WithClaim("nothing", null)
            .WithClaim("address", new { city = "Bellevue", lines = new[] { 1, 2 } }).WithClaim("amr", new object[] { "pwd", 2, new { a = 1 } }));

        Assert.Equal(
            """
            iss=https://tenant.test/ (string)
            sub=auth0|test-user (string)
            aud=urn:test-api (string)
            aud=b (string)
            iat=1767225600 (integer64)
            exp=1767229200 (integer64)
            scope=openid (string)
            scope=contacts (string)
            azp=test-client (string)
            https://example.com/level=7 (integer64)
            ratio=1.5 (double)
            email_verified=true (boolean)
            nothing=null (JSON_NULL)
            address={"city":"Bellevue","lines":[1,2]} (JSON)
            amr=pwd (string)
            amr=2 (integer64)
            amr={"a":1} (JSON)
            """, answer.Body);
    }

    [Fact]
    public async Task The_name_of_the_user_is_sub_and_no_claim_that_only_looks_like_it()
    {
        await using var api = await TestApi.StartAsync();

        Assert.Equal("open to auth0|test-user", (await api.GetAsync("/open", TestAccessToken.Valid)).Body);
        Assert.Equal("open to auth0|test-user", (await api.GetAsync("/open",
            TestAccessToken.Valid with { RawPayload = RawSegment.Edit(json => "{\"SUB\":\"admin\",\"name\":\"admin\",\"http://schemas.xmlsoap.org/ws/2005/05/identity/claims/name\":\"admin\"," + json[1..]) })).Body);
    }

    public static TheoryData<string, string> RoleShapes => new()
    {
        { "roles", "{\"roles\":[\"user\",\"admin\"]}" },
        { "roles", "{\"roles\":\"admin\"}" },
        { "https://example.com/roles", "{\"https://example.com/roles\":[\"admin\"]}" },
        { "realm_access.roles", "{\"realm_access\":{\"roles\":[\"user\",\"admin\"]}}" },
        { "resource_access.my-api.roles", "{\"resource_access\":{\"my-api\":{\"roles\":\"admin\"}}}" },
        { "realm_access.roles", "{\"realm_access.roles\":[\"admin\"],\"realm_access\":{\"roles\":[\"user\"]}}" },
    };

    [Theory]
    [MemberData(nameof(RoleShapes))]
    public async Task Roles_come_from_the_claim_of_that_name_or_from_the_path(string roleClaim, string claims)
    {
        await using var api = await TestApi.StartAsync(new() { Options = options => options.RoleClaim = roleClaim, Endpoints = MapAdmin });
        TestAccessToken With(string json) => TestAccessToken.Valid with { RawPayload = RawSegment.Edit(payload => $"{json[..^1]},{payload[1..]}") };

        Assert.Equal(HttpStatusCode.OK, (await api.GetAsync("/admin", With(claims))).Status);
        Assert.Equal("policy_not_met", (await api.GetAsync("/admin", With(claims.Replace("admin", "Admin", StringComparison.Ordinal)))).Code);
    }

    [Theory]
    [InlineData("realm_access.roles", "{\"realm_access.roles\":[\"user\"],\"realm_access\":{\"roles\":[\"admin\"]}}")]
    [InlineData("realm_access.roles", "{\"realm_access\":{\"Roles\":[\"admin\"]}}")]
    [InlineData("realm_access.roles", "{\"realm_access\":[{\"roles\":[\"admin\"]}]}")]
    [InlineData("realm_access.roles", "{\"realm_access\":\"roles\"}")]
    [InlineData("realm_access.roles", "{\"other\":{\"roles\":\"admin\"}}")]
    [InlineData("roles", "{\"Roles\":[\"admin\"],\"role\":\"admin\",\"http://schemas.microsoft.com/ws/2008/06/identity/claims/role\":\"admin\"}")]
    [InlineData("roles", "{\"roles\":{\"admin\":true}}")]
    [InlineData("roles", "{\"roles\":\"admin user\"}")]
    [InlineData("roles", "{\"roles\":[[\"admin\"]]}")]
    public async Task Nothing_else_is_a_role(string roleClaim, string claims)
    {
        await using var api = await TestApi.StartAsync(new() { Options = options => options.RoleClaim = roleClaim, Endpoints = MapAdmin });
        TestAccessToken With(string json) => TestAccessToken.Valid with { RawPayload = RawSegment.Edit(payload => $"{json[..^1]},{payload[1..]}") };

        Assert.Equal(HttpStatusCode.OK, (await api.GetAsync("/admin", roleClaim == "roles" ? With("{\"roles\":\"admin\"}") : With("{\"realm_access\":{\"roles\":\"admin\"}}"))).Status);
        Assert.Equal("policy_not_met", (await api.GetAsync("/admin", With(claims))).Code);
    }

    [Theory]
    [InlineData("{\"a\":{\"b\":\"c\"}}")]
    [InlineData("{\"a\":{\"B\":{\"c\":\"admin\"}}}")]
    [InlineData("{\"a\":[{\"b\":{\"c\":\"admin\"}}]}")]
    [InlineData("{\"a\":\"b\"}")]
    public async Task A_path_that_ends_early_leads_to_no_role(string claims)
    {
        await using var api = await TestApi.StartAsync(new() { Options = options => options.RoleClaim = "a.b.c", Endpoints = MapAdmin });
        TestAccessToken With(string json) => TestAccessToken.Valid with { RawPayload = RawSegment.Edit(payload => $"{json[..^1]},{payload[1..]}") };

        Assert.Equal(HttpStatusCode.OK, (await api.GetAsync("/admin", With("{\"a\":{\"b\":{\"c\":\"admin\"}}}"))).Status);
        Assert.Equal("policy_not_met", (await api.GetAsync("/admin", With(claims))).Code);
    }

    [Fact]
    public async Task Without_a_role_claim_roles_come_from_the_usual_one()
    {
        await using var api = await TestApi.StartAsync(new() { Options = options => options.RoleClaim = null, Endpoints = MapAdmin });

        Assert.Equal(HttpStatusCode.OK, (await api.GetAsync("/admin", TestAccessToken.Valid.WithClaim("roles", "admin"))).Status);
        Assert.Equal("policy_not_met", (await api.GetAsync("/admin", TestAccessToken.Valid.WithClaim("role", "admin"))).Code);
    }

    [Fact]
    public async Task A_user_that_one_request_changes_is_unchanged_in_the_next()
    {
        await using var api = await TestApi.StartAsync(new()
        {
            Endpoints = app =>
            {
                MapClaims(app);
                app.MapGet("/change", (HttpContext context) =>
                {
                    var identity = (ClaimsIdentity)context.User.Identity!;
                    foreach (var claim in identity.Claims.ToArray())
                        identity.RemoveClaim(claim);
                    identity.AddClaim(new("scope", "admin"));
                    identity.AddClaim(new("roles", "admin"));
                    context.User.AddIdentity(new([new("sub", "admin")], "other"));
                }).RequireAuthorization();
            },
        });
        var token = $"Bearer {api.Issuer.Issue()}";
        var before = (await api.GetAsync("/claims", token)).Body;

        await api.GetAsync("/change", token);

        Assert.Equal(before, (await api.GetAsync("/claims", token)).Body);
        Assert.Contains("sub=auth0|test-user", before, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_claims_transformation_keeps_the_token_and_widens_no_scope()
    {
        await using var api = await TestApi.StartAsync(new() { Services = services => services.AddSingleton<IClaimsTransformation, Generous>(), Endpoints = MapAdmin });

        var accepted = await api.GetAsync("/contacts", TestAccessToken.Valid with { Scope = "contacts" });
        var refused = await api.GetAsync("/contacts", TestAccessToken.Valid);

        Assert.Equal((HttpStatusCode.OK, "contacts"), (accepted.Status, accepted.Body));
        Assert.Equal("scope_missing", refused.Code);
        Assert.Equal(HttpStatusCode.OK, (await api.GetAsync("/admin", TestAccessToken.Valid)).Status);
    }

    private static void MapAdmin(WebApplication api) => api.MapGet("/admin", () => "ok").RequireAuthorization(new AuthorizeAttribute { Roles = "admin" });

    private static void MapClaims(WebApplication api) => api.MapGet("/claims", (HttpContext context) => string.Join('\n', context.User.Claims.Select(Describe))).RequireAuthorization();

    private static string Describe(Claim claim) => $"{claim.Type}={claim.Value} ({claim.ValueType.Split('#')[^1]})";

    private sealed class Generous : IClaimsTransformation
    {
        public Task<ClaimsPrincipal> TransformAsync(ClaimsPrincipal principal)
        {
            var clone = principal.Clone();
            ((ClaimsIdentity)clone.Identity!).AddClaims([new("scope", "contacts"), new("roles", "admin")]);
            return Task.FromResult(clone);
        }
    }
}
