using System.Net;
using System.Text.Json;
using ApiAuth.Middleware.Testing;
using ApiAuth.Middleware.Tests.Hosting;
using Microsoft.AspNetCore.Builder;

namespace ApiAuth.Middleware.Tests.Scopes;

/// <summary>How tokens spell scopes (RFC 6749 §3.3, RFC 8693 §4.2), and what only looks like one. The endpoint asks for <c>contacts</c>.</summary>
public class ScopeSpellingTests(ScopeSpellingTests.Host host) : IClassFixture<ScopeSpellingTests.Host>
{
    private readonly TestApi api = host.Fresh();

    [Theory]
    [InlineData("""{"scope":"contacts"}""")]
    [InlineData("""{"scope":"openid contacts"}""")]
    [InlineData("""{"scope":"contacts openid"}""")]
    [InlineData("""{"scope":"  contacts  "}""")]
    [InlineData("""{"scope":"openid  contacts"}""")]
    [InlineData("""{"scope":"contacts contacts"}""")]
    [InlineData("""{"scope":["contacts"]}""")]
    [InlineData("""{"scope":["openid","contacts"]}""")]
    [InlineData("""{"scope":["contacts","contacts",""]}""")]
    [InlineData("""{"scp":"contacts openid"}""")]
    [InlineData("""{"scp":["openid","contacts"]}""")]
    [InlineData("""{"scope":"contacts","scp":"openid"}""")]
    [InlineData("""{"scope":"contacts","Scope":"openid"}""")]
    public async Task A_token_that_spells_the_scope_opens(string claims)
    {
        var answer = await api.GetAsync("/contacts", With(claims));

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Single(answer.Body.Split(' '), "contacts");
    }

    [Theory]
    [InlineData("""{}""")]
    [InlineData("""{"scope":""}""")]
    [InlineData("""{"scope":"contact"}""")]
    [InlineData("""{"scope":"contactss"}""")]
    [InlineData("""{"scope":"xcontacts"}""")]
    [InlineData("""{"scope":"contacts:read"}""")]
    [InlineData("""{"scope":"contacts,tasks"}""")]
    [InlineData("""{"scope":"Contacts"}""")]
    [InlineData("""{"scope":"CONTACTS"}""")]
    [InlineData("""{"scope":"openid\tcontacts"}""")]
    [InlineData("""{"scope":"\tcontacts"}""")]
    [InlineData("""{"scope":"contacts\n"}""")]
    [InlineData("""{"scope":"openid\u00a0contacts"}""")]
    [InlineData("""{"scope":"c\u043entacts"}""")]
    [InlineData("""{"scope":"contacts\u0000"}""")]
    [InlineData("""{"scope":["openid contacts"]}""")]
    [InlineData("""{"scope":[" contacts"]}""")]
    [InlineData("""{"scope":["contacts",1]}""")]
    [InlineData("""{"scope":["contacts",null]}""")]
    [InlineData("""{"scope":[["contacts"]]}""")]
    [InlineData("""{"scope":[]}""")]
    [InlineData("""{"scope":{"contacts":true}}""")]
    [InlineData("""{"scope":1}""")]
    [InlineData("""{"scope":true}""")]
    [InlineData("""{"scope":null}""")]
    [InlineData("""{"Scope":"contacts"}""")]
    [InlineData("""{"scopes":"contacts"}""")]
    [InlineData("""{"scopes":["contacts"]}""")]
    [InlineData("""{"permissions":["contacts"]}""")]
    [InlineData("""{"roles":["contacts"]}""")]
    [InlineData("""{"scope":"openid","scp":"contacts"}""")]
    [InlineData("""{"scope":"","scp":"contacts"}""")]
    [InlineData("""{"scope":null,"scp":"contacts"}""")]
    [InlineData("""{"scope":1,"scp":["contacts"]}""")]
    [InlineData("""{"http://schemas.microsoft.com/identity/claims/scope":"contacts"}""")]
    public async Task A_token_that_only_seems_to_have_the_scope_is_refused(string claims)
    {
        Assert.Equal(HttpStatusCode.OK, (await api.GetAsync("/private", With(claims))).Status);
        (await api.GetAsync("/contacts", With(claims))).AssertNames("contacts");
    }

    [Theory]
    [InlineData("""{"permissions":["contacts"]}""", true)]
    [InlineData("""{"permissions":["tasks","contacts"]}""", true)]
    [InlineData("""{"permissions":"contacts"}""", false)]
    [InlineData("""{"permissions":["contacts tasks"]}""", false)]
    [InlineData("""{"permissions":["Contacts"]}""", false)]
    [InlineData("""{"permissions":["contacts",1]}""", false)]
    [InlineData("""{"permissions":[]}""", false)]
    [InlineData("""{"permissions":null}""", false)]
    [InlineData("""{"permissions":{"contacts":true}}""", false)]
    [InlineData("""{"permission":["contacts"]}""", false)]
    [InlineData("""{"Permissions":["contacts"]}""", false)]
    [InlineData("""{"scope":"contacts"}""", false)]
    [InlineData("""{}""", false)]
    public async Task Permissions_are_an_array_of_strings(string claims, bool opens)
    {
        var answer = await api.GetAsync("/permission", With(claims));

        Assert.Equal(opens ? null : "permission_missing", answer.Code);
        Assert.Equal(opens ? HttpStatusCode.OK : HttpStatusCode.Forbidden, answer.Status);
    }

    private static TestAccessToken With(string claims)
    {
        var token = TestAccessToken.Valid with { Scope = null };
        foreach (var claim in JsonDocument.Parse(claims).RootElement.EnumerateObject())
            token = token.WithClaim(claim.Name, claim.Value);
        return token;
    }

    public sealed class Host : SharedApi
    {
        private protected override TestApiSettings Settings => new() { Endpoints = app => app.MapGet("/permission", () => "opened").RequirePermission("contacts") };
    }
}
