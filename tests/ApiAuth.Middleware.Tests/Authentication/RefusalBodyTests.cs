using System.Net;
using ApiAuth.Middleware.Testing;
using ApiAuth.Middleware.Tests.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace ApiAuth.Middleware.Tests.Authentication;

/// <summary>The problem (RFC 9457) that a refusal carries, and when it carries none.</summary>
public class RefusalBodyTests
{
    private const string Challenge = "Bearer realm=\"api\", error=\"invalid_token\", error_description=\"The access token is not valid for this API\"";

    [Theory]
    [InlineData(null, true)]
    [InlineData("*/*", true)]
    [InlineData("application/json", true)]
    [InlineData("application/json; charset=utf-8", true)]
    [InlineData("application/problem+json", true)]
    [InlineData("application/*", true)]
    [InlineData("text/html, application/xhtml+xml, */*;q=0.1", true)]
    [InlineData("application/vnd.api+json, application/json;q=0.5", true)]
    [InlineData("not a media type", true)]
    [InlineData("text/html", false)]
    [InlineData("image/png, image/*;q=0.8", false)]
    [InlineData("application/xml", false)]
    [InlineData("application/json;q=0", false)]
    [InlineData("*/*;q=0.0", false)]
    public async Task The_body_is_left_out_where_the_client_does_not_accept_it(string? accept, bool hasBody)
    {
        await using var api = await TestApi.StartAsync();
        var request = new HttpRequestMessage(HttpMethod.Get, "/private").WithToken(api.Issuer, TestAccessToken.Expired);
        if (accept is not null)
            request.Headers.TryAddWithoutValidation("Accept", accept);

        AssertRefused(hasBody, await api.SendAsync(request));
    }

    [Theory]
    [InlineData("HEAD", null, false)]
    [InlineData("POST", "application/grpc", false)]
    [InlineData("POST", "application/grpc+proto", false)]
    [InlineData("POST", "application/grpc-web-text", false)]
    [InlineData("POST", "application/json", true)]
    public async Task The_body_is_left_out_for_HEAD_and_gRPC(string method, string? contentType, bool hasBody)
    {
        await using var api = await TestApi.StartAsync(new() { Endpoints = app => app.MapMethods("/any-method", ["HEAD", "POST"], () => "ok").RequireAuthorization() });
        var request = new HttpRequestMessage(new(method), "/any-method").WithToken(api.Issuer, TestAccessToken.Expired);
        if (contentType is not null)
            request.Content = new ByteArrayContent([]) { Headers = { ContentType = new(contentType) } };

        AssertRefused(hasBody, await api.SendAsync(request));
    }

    [Fact]
    public async Task The_body_can_be_turned_off_and_the_rest_stays()
    {
        await using var api = await TestApi.StartAsync(new() { Options = options => options.Challenges.ProblemDetails = false });

        AssertRefused(hasBody: false, await api.GetAsync("/private", TestAccessToken.Expired));
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("application/json; charset=utf-8")]
    public async Task The_applications_own_customization_runs_once(string accept)
    {
        var runs = 0;
        await using var api = await TestApi.StartAsync(new()
        {
            Services = services => services.AddProblemDetails(options => options.CustomizeProblemDetails = problem =>
            {
                runs++;
                problem.ProblemDetails.Extensions["support"] = "https://support.test/";
            }),
        });
        var request = new HttpRequestMessage(HttpMethod.Get, "/private");
        request.Headers.TryAddWithoutValidation("Accept", accept);

        var refused = await api.SendAsync(request);

        Assert.Equal(("https://support.test/", "token_missing", 1), (refused["support"], refused.Code, runs));
    }

    [Theory]
    [InlineData("/behaved", true)]
    [InlineData("/behaved", false)]
    [InlineData("/plain", true)]
    [InlineData("/plain", false)]
    public async Task Controllers_have_the_body_with_and_without_ApiController_registered_before_or_after_us(string path, bool before)
    {
        void AddControllers(IServiceCollection services) => services.AddControllers().AddApplicationPart(typeof(RefusalBodyTests).Assembly);
        await using var api = await TestApi.StartAsync(new()
        {
            Registrations = before ? AddControllers : null,
            Services = before ? null : AddControllers,
            Endpoints = app => app.MapControllers(),
        });
        Assert.Equal("ok", (await api.GetAsync(path, TestAccessToken.Valid with { Scope = "contacts" })).Body);

        AssertRefused(hasBody: true, await api.GetAsync(path, TestAccessToken.Expired));
        var forbidden = await api.GetAsync(path, TestAccessToken.Valid);
        Assert.Equal((HttpStatusCode.Forbidden, "scope_missing", "urn:apiauth:scope_missing"), (forbidden.Status, forbidden.Code, forbidden["type"]));
        AssertRefused(hasBody: true, await api.GetAsync("/private", TestAccessToken.Expired));
    }

    [Fact]
    public async Task Development_adds_a_hint_of_what_was_expected_found_and_what_to_change()
    {
        await using var development = await TestApi.StartAsync(new() { Environment = Environments.Development });
        await using var production = await TestApi.StartAsync();

        var (open, closed) = (await development.GetAsync("/private", TestAccessToken.WrongAudience), await production.GetAsync("/private", TestAccessToken.WrongAudience));

        Assert.Equal(
            "Expected aud \"urn:test-api\"; found aud \"https://another-api.test/\". Request the token with this API's audience, or correct Audience to the identifier the API has at the issuer.", open["hint"]);
        Assert.Null(closed["hint"]);
        Assert.Equal((open.Status, open.Challenge, open.Code, open["title"]), (closed.Status, closed.Challenge, closed.Code, closed["title"]));
        Assert.DoesNotContain("another-api", closed.Body, StringComparison.Ordinal);
    }

    private static void AssertRefused(bool hasBody, Answer refused)
    {
        Assert.Equal((HttpStatusCode.Unauthorized, Challenge, "no-store"), (refused.Status, refused.Challenge, refused.CacheControl));
        Assert.Equal(hasBody ? ("token_expired", "application/problem+json") : (null, null), (refused.Code, refused.ContentType));
        Assert.Equal(hasBody, refused.Body.Length > 0);
    }
}

[ApiController]
[Route("behaved")]
[RequireScope("contacts")]
public sealed class BehavedController : ControllerBase
{
    [HttpGet]
    public string Get() => "ok";
}

[Route("plain")]
[RequireScope("contacts")]
public sealed class PlainController : Controller
{
    [HttpGet]
    public ContentResult Get() => Content("ok");
}
