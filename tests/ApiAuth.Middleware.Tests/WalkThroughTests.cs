using System.Net;
using ApiAuth.Middleware.Testing;
using ApiAuth.Middleware.Tests.Hosting;

namespace ApiAuth.Middleware.Tests;

/// <summary>The main road, end to end.</summary>
public class WalkThroughTests
{
    [Fact]
    public async Task A_token_with_the_scope_opens_the_endpoint_and_without_it_the_refusal_names_the_scope()
    {
        await using var api = await TestApi.StartAsync();

        var accepted = await api.GetAsync("/contacts", TestAccessToken.Valid with { Scope = "openid contacts" });
        var refused = await api.GetAsync("/contacts", TestAccessToken.Valid with { Scope = "openid" });

        Assert.Equal((HttpStatusCode.OK, "openid contacts"), (accepted.Status, accepted.Body));
        Assert.Equal((HttpStatusCode.Forbidden, "scope_missing"), (refused.Status, refused.Code));
        Assert.Equal("Bearer realm=\"api\", error=\"insufficient_scope\", scope=\"contacts\", error_description=\"The access token does not grant what this request needs\"", refused.Challenge);
    }
}
