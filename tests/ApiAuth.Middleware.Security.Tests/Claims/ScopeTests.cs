using System.Net;
using ApiAuth.Middleware.Testing;
using ApiAuth.Middleware.Tests.Hosting;

namespace ApiAuth.Middleware.Security.Tests.Claims;

/// <summary>A scope is a whole word, in its own case (RFC 6749 §3.3).</summary>
public class ScopeTests
{
    private const string InsufficientScope = "Bearer realm=\"api\", error=\"insufficient_scope\", scope=\"contacts\", error_description=\"The access token does not grant what this request needs\"";

    [Fact, Trait("Row", "E14")]
    public async Task A_scope_that_is_not_the_whole_word_opens_nothing()
    {
        await using var api = await TestApi.StartAsync();
        foreach (var scope in (object[])["contacts", "a contacts", "contacts a", "  contacts  ", "a  contacts", new[] { "a", "contacts" }, new[] { "contacts" }])
            await OpensAsync(api, TestAccessToken.Valid.WithClaim("scope", scope), $"scope {scope}");
        await OpensAsync(api, TestAccessToken.Valid.WithoutClaim("scope").WithClaim("scp", "a contacts"), "scp, a string");
        await OpensAsync(api, TestAccessToken.Valid.WithoutClaim("scope").WithClaim("scp", new[] { "a", "contacts" }), "scp, an array");

        object?[] others =
        [
            "contact", "contactss", "CONTACTS", "Contacts", "xcontacts", "contacts:all", "read:contacts", "a\tcontacts", "a\ncontacts", "a,contacts", "a+contacts", "contacts\0", "\u00A0contacts", "сontacts", "", " ",
            new[] { "a contacts" }, new[] { "contacts " }, new object[] { "contacts", 1 }, new object?[] { "contacts", null }, new object[] { new[] { "contacts" } }, new { contacts = 1 }, 1, true, null, Array.Empty<string>(),
        ];
        foreach (var scope in others)
            await IsForbiddenAsync(api, TestAccessToken.Valid.WithClaim("scope", scope), $"scope {System.Text.Json.JsonSerializer.Serialize(scope)}");
        await IsForbiddenAsync(api, TestAccessToken.Valid.WithoutClaim("scope"), "no scope");
        foreach (var scope in (object?[])["openid", "", null, 1, Array.Empty<string>()])
            await IsForbiddenAsync(api, TestAccessToken.Valid.WithClaim("scope", scope).WithClaim("scp", "contacts"), $"scp beside scope {scope}");
        foreach (var claim in (string[])["permissions", "roles", "authorities", "http://schemas.microsoft.com/identity/claims/scope"])
            await IsForbiddenAsync(api, TestAccessToken.Valid.WithClaim(claim, new[] { "contacts" }), claim);
    }

    private static async Task OpensAsync(TestApi api, TestAccessToken token, string label) => Assert.Equal((label, HttpStatusCode.OK), (label, (await api.GetAsync("/contacts", token)).Status));

    private static async Task IsForbiddenAsync(TestApi api, TestAccessToken token, string label)
    {
        var answer = await api.GetAsync("/contacts", token);
        Assert.Equal((label, HttpStatusCode.Forbidden, "scope_missing", InsufficientScope), (label, answer.Status, answer.Code, answer.Challenge));
    }
}
