using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace ApiAuth.Middleware.Tests.Configuration;

/// <summary>A browser's API: CORS before authentication, so that a preflight is not challenged and a refusal can be read.</summary>
public class CorsTests
{
    private const string Origin = "https://my-todos.example.com";

    [Theory]
    [InlineData(Origin, true)]
    [InlineData("https://evil.example.com", false)]
    public async Task A_preflight_is_answered_without_a_challenge(string origin, bool isAllowed)
    {
        await using var api = await Program().StartAsync();

        using var preflight = await SendAsync(api, HttpMethod.Options, origin, ("Access-Control-Request-Method", "GET"), ("Access-Control-Request-Headers", "authorization"));

        Assert.Equal((HttpStatusCode.NoContent, 0), (preflight.StatusCode, preflight.Headers.WwwAuthenticate.Count));
        Assert.Equal(isAllowed ? Origin : null, Header(preflight, "Access-Control-Allow-Origin"));
        Assert.Equal(isAllowed ? "authorization" : null, Header(preflight, "Access-Control-Allow-Headers"));
    }

    [Fact]
    public async Task A_refusal_can_be_read_by_the_browser_with_its_challenge()
    {
        await using var api = await Program().StartAsync();

        using var refused = await SendAsync(api, HttpMethod.Get, Origin);

        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        Assert.Equal("Bearer realm=\"api\"", refused.Headers.WwwAuthenticate.ToString());
        Assert.Equal(Origin, Header(refused, "Access-Control-Allow-Origin"));
        Assert.Equal("WWW-Authenticate", Header(refused, "Access-Control-Expose-Headers"));
        Assert.Empty(api.Warnings);
    }

    [Fact]
    public async Task In_the_wrong_order_the_refusal_cannot_be_read_and_the_start_said_so()
    {
        await using var api = await (Program() with
        {
            App = app =>
            {
                app.UseAuthentication();
                app.UseAuthorization();
                app.UseCors();
                app.MapContacts();
            },
        }).StartAsync();

        using var refused = await SendAsync(api, HttpMethod.Get, Origin);

        Assert.Null(Header(refused, "Access-Control-Allow-Origin"));
        Assert.Equal("CorsComesTooLate", Assert.Single(api.Warnings));
    }

    [Fact]
    public async Task An_endpoint_with_a_cors_policy_of_its_own_works_in_the_same_order()
    {
        await using var api = await (Program() with
        {
            App = app =>
            {
                app.UseCors();
                app.UseAuthentication();
                app.UseAuthorization();
                app.MapGet("/contacts", () => "contacts").RequireScope("contacts").RequireCors(policy => policy.WithOrigins("https://other.example.com").AllowAnyHeader());
            },
        }).StartAsync();

        using var preflight = await SendAsync(api, HttpMethod.Options, "https://other.example.com", ("Access-Control-Request-Method", "GET"));
        using var refused = await SendAsync(api, HttpMethod.Get, "https://other.example.com");

        Assert.Equal((HttpStatusCode.NoContent, "https://other.example.com"), (preflight.StatusCode, Header(preflight, "Access-Control-Allow-Origin")));
        Assert.Equal((HttpStatusCode.Unauthorized, "https://other.example.com"), (refused.StatusCode, Header(refused, "Access-Control-Allow-Origin")));
    }

    private static ApiProgram Program() => new()
    {
        Services = (services, _) =>
        {
            services.AddCors(cors => cors.AddDefaultPolicy(policy => policy.WithOrigins(Origin).AllowAnyHeader().AllowAnyMethod().WithExposedHeaders("WWW-Authenticate")));
            services.AddAuth0ApiAuthorization();
        },
        App = app =>
        {
            app.UseCors();
            app.UseAuthentication();
            app.UseAuthorization();
            app.MapContacts();
        },
    };

    private static Task<HttpResponseMessage> SendAsync(RunningApi api, HttpMethod method, string origin, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(method, "/contacts") { Headers = { { "Origin", origin } } };
        foreach (var (name, value) in headers)
            request.Headers.Add(name, value);
        return api.Client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    private static string? Header(HttpResponseMessage response, string name) => response.Headers.TryGetValues(name, out var values) ? string.Join(", ", values) : null;
}
