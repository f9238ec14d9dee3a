using ApiAuth.Middleware.Testing;
using ApiAuth.Middleware.Tests.Authentication.BadInput;
using ApiAuth.Middleware.Tests.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;

namespace ApiAuth.Middleware.Tests.Diagnostics;

/// <summary>Every way to be refused, at Trace level: no log, header, body, metric, activity or exception holds what section 6 keeps secret.</summary>
public class SentinelTests
{
    private const int LongestRun = 16;
    private const string Secret = "S3CRET";

    private static readonly BadRequest[] Rows =
    [
        .. new[] { BadCredentials.Rows, BadShapes.Rows, BadJson.Rows, BadHeaders.Rows, BadClaims.Rows, BadSignatures.Rows, BadGrants.Rows }.SelectMany(rows => rows),
        new("a token in the query, revoked", Expected.Missing)
        {
            Target = "/hubs/events?access_token={token}",
            Fields = ["Accept: text/event-stream"],
            Break = token => token.WithClaim("test", "revoked"),
        },
        new("a token in the query, expired", Expected.Missing) { Target = "/hubs/events?access_token={token}", Fields = ["Upgrade: websocket"], Break = _ => TestAccessToken.Expired },
        new("a token in the query and in the field", Expected.Missing) { Target = "/hubs/events?access_token={token}", Fields = ["Authorization: Bearer {token}", "Upgrade: websocket"] },
        new("a hook that throws", Expected.Missing) { Break = token => token.WithClaim("test", "broken") },
    ];

    [Theory]
    [InlineData("Production")]
    [InlineData("Development")]
    public async Task Nothing_that_is_secret_is_told(string environment)
    {
        await using var api = await StartAsync(environment);
        using var eavesdropper = new Eavesdropper();
        var leaks = new List<string>();

        foreach (var row in Rows)
        {
            var token = row.Damage(api.Issuer.Issue(WithSecrets(row.Break(WithSecrets(row.Twin)))));
            api.Logs.Clear();
            var response = await row.Bad(token).SendForTextAsync(api.Address);

            Assert.StartsWith(row.Name == "a hook that throws" ? "HTTP/1.1 500" : "HTTP/1.1 4", response, StringComparison.Ordinal);
            string[] told = [response, .. api.Logs.All.Select(record => $"{record} {record.Values}"), .. api.Logs.Scopes, .. eavesdropper.TakeAll()];
            if (Leaks(string.Join('\n', told), token))
                leaks.AddRange(told.Where(text => Leaks(text, token)).Select(text => $"{row.Name}: {text}"));
        }
        Assert.Empty(leaks);
    }

    [Fact]
    public async Task A_leak_would_be_seen()
    {
        await using var api = await StartAsync("Production");
        var token = api.Issuer.Issue(WithSecrets(TestAccessToken.Valid));

        Assert.True(Leaks($"the token is {token}", token));
        Assert.True(Leaks($"its end is {token[^20..]}", token));
        Assert.True(Leaks("mail to S3CRET-email", token));
        Assert.False(Leaks($"its first letters are {token[..12]}", token));
        Assert.Contains((await api.GetAsync("/echo", $"Bearer {token}")).Body, token, StringComparison.Ordinal);
        Assert.Contains(api.Logs.All, record => record.Category.StartsWith("Microsoft.AspNetCore.", StringComparison.Ordinal));
    }

    public static TheoryData<string> Shown => ["iss", "aud", "alg", "typ", "kid", "exp", "nbf", "iat", "scope"];

    [Theory]
    [MemberData(nameof(Shown))]
    public async Task What_may_be_shown_is_shown_in_the_log_and_the_development_hint_alone(string name)
    {
        const string value = "https://5HOWN.test/";
        await using var development = await StartAsync("Development");
        await using var production = await StartAsync("Production");
        var isHeader = name is "alg" or "typ" or "kid";
        TestAccessToken Break(TestAccessToken token) => isHeader ? token.WithHeader(name, value) : token.WithClaim(name, value);
        var row = new BadRequest(name, Expected.Missing) { Break = Break };

        var open = await row.Bad(development.Issuer).SendAsync(development.Address);
        var closed = await row.Bad(production.Issuer).SendForTextAsync(production.Address);

        Assert.Contains("5HOWN", open["hint"], StringComparison.Ordinal);
        Assert.DoesNotContain(open.Challenges, challenge => challenge.Contains("5HOWN", StringComparison.Ordinal));
        Assert.Contains("5HOWN", Assert.Single(development.Logs.Refusals).Message, StringComparison.Ordinal);
        Assert.Contains("5HOWN", Assert.Single(production.Logs.Refusals).Message, StringComparison.Ordinal);
        Assert.DoesNotContain("5HOWN", closed, StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 40", closed, StringComparison.Ordinal);
    }

    private static Task<TestApi> StartAsync(string environment) => TestApi.StartAsync(new()
    {
        OnSocket = true,
        Environment = environment,
        Options = options => options.Keys.UnknownKidBurst = 10,
        Auth = auth => auth.AddHook<ObedientHook>().AllowQueryToken("/hubs"),
        Pipeline = app => app.UseExceptionHandler(error => error.Run(context => context.Response.WriteAsync("sorry"))).UseRouting().UseAuthentication().UseAuthorization(),
        Endpoints = app =>
        {
            BadGrants.Map(app);
            app.MapGet("/hubs/events", () => "ok").RequireScope("contacts");
            app.MapGet("/echo", (HttpContext context) => context.Request.Headers.Authorization.ToString()["Bearer ".Length..]);
        },
    });

    // Claims that a row is about stay as the row has them.
    private static TestAccessToken WithSecrets(TestAccessToken token) =>
        new[] { "sub", "jti", "email", "name", "nickname", "org_name", "https://example.com/note" }
            .Where(name => !token.Claims.ContainsKey(name))
            .Aggregate(token, (filled, name) => filled.WithClaim(name, $"{Secret}-{name}"));

    private static bool Leaks(string text, string token)
    {
        var runs = Enumerable.Range(0, Math.Max(0, token.Length - LongestRun + 1)).Select(start => token.Substring(start, LongestRun)).ToHashSet().GetAlternateLookup<ReadOnlySpan<char>>();
        for (var start = 0; start + LongestRun <= text.Length; start++)
            if (runs.Contains(text.AsSpan(start, LongestRun)))
                return true;
        return text.Contains(Secret, StringComparison.Ordinal);
    }
}
