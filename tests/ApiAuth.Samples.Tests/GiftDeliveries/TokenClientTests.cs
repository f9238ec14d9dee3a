using System.Net;
using ApiAuth.Middleware.Testing;
using GiftDeliveries.Tokens;

namespace ApiAuth.Samples.Tests.GiftDeliveries;

public class TokenClientTests
{
    readonly ManualTimeProvider _time = new();

    [Fact]
    public async Task A_token_is_asked_for_with_the_client_s_credentials_and_the_API_s_audience()
    {
        using var server = new ScriptedServer(ScriptedServer.Token("one"));
        using var tokens = Tokens(server);

        Assert.Equal("one", (await tokens.GetAsync(CancellationToken.None)).Value);
        var (request, authorization, body) = Assert.Single(server.Asked);
        Assert.Equal("POST https://issuer.test/oauth/token", request);
        Assert.Null(authorization);
        Assert.Equal("grant_type=client_credentials&client_id=gifts&client_secret=s3cret%26&audience=urn%3Aworldmappers", body);
    }

    [Theory]
    [InlineData(86400, 86400 - 60)] // a minute early
    [InlineData(100, 90)] // a tenth of a short life early
    public async Task A_token_is_kept_until_shortly_before_it_expires(int expiresIn, int keptFor)
    {
        using var server = new ScriptedServer(ScriptedServer.Token("one", expiresIn), ScriptedServer.Token("two", expiresIn));
        using var tokens = Tokens(server);
        Assert.Equal("one", (await tokens.GetAsync(CancellationToken.None)).Value);

        _time.Advance(TimeSpan.FromSeconds(keptFor) - TimeSpan.FromMilliseconds(1));
        Assert.Equal("one", (await tokens.GetAsync(CancellationToken.None)).Value);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal("two", (await tokens.GetAsync(CancellationToken.None)).Value);
        Assert.Equal(2, server.Asked.Count);
    }

    [Fact]
    public async Task Many_callers_at_once_cause_one_request()
    {
        using var server = new ScriptedServer(ScriptedServer.Token("one"));
        using var tokens = Tokens(server);

        var got = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(() => tokens.GetAsync(CancellationToken.None))));
        Assert.All(got, token => Assert.Equal("one", token.Value));
        Assert.Single(server.Asked);
    }

    [Fact]
    public async Task Only_the_token_that_was_refused_is_forgotten()
    {
        using var server = new ScriptedServer(ScriptedServer.Token("one"), ScriptedServer.Token("two"));
        using var tokens = Tokens(server);
        await tokens.GetAsync(CancellationToken.None);

        tokens.Forget("another");
        Assert.Equal("one", (await tokens.GetAsync(CancellationToken.None)).Value);
        tokens.Forget("one");
        Assert.Equal("two", (await tokens.GetAsync(CancellationToken.None)).Value);
        tokens.Forget("one");
        Assert.Equal("two", (await tokens.GetAsync(CancellationToken.None)).Value);
    }

    [Theory]
    [InlineData(HttpStatusCode.Unauthorized, """{"error":"access_denied","error_description":"Unauthorized"}""", "The authorization server refused a token (access_denied: Unauthorized). Check GiftDeliveries:ClientId and GiftDeliveries:ClientSecret.")]
    [InlineData(HttpStatusCode.Forbidden, """{"error":"access_denied","error_description":"no\u001b[31m grant"}""", "The authorization server refused a token (access_denied: no[31m grant). Check GiftDeliveries:Audience, and that we have a client grant for it.")]
    [InlineData(HttpStatusCode.NotFound, "<html>", "The authorization server refused a token: it answered 404. Check GiftDeliveries:Issuer.")]
    [InlineData(HttpStatusCode.TemporaryRedirect, "", "The authorization server refused a token: it answered 307. Check GiftDeliveries:Issuer.")]
    [InlineData(HttpStatusCode.OK, "{}", "The authorization server answered 200, but not with a bearer token.")]
    [InlineData(HttpStatusCode.OK, "null", "The authorization server answered 200, but not with a bearer token.")]
    [InlineData(HttpStatusCode.OK, "[]", "The authorization server answered 200, but not with a bearer token.")]
    [InlineData(HttpStatusCode.OK, """{"access_token":"x","token_type":"DPoP"}""", "The authorization server answered 200, but not with a bearer token.")]
    public async Task A_refusal_becomes_a_sentence_and_the_next_call_asks_again(HttpStatusCode status, string body, string message)
    {
        using var server = new ScriptedServer(ScriptedServer.Json(status, body), ScriptedServer.Token("one"));
        using var tokens = Tokens(server);

        Assert.Equal(message, (await tokens.GetAsync(CancellationToken.None)).Failure?.Message);
        Assert.Equal("one", (await tokens.GetAsync(CancellationToken.None)).Value);
    }

    [Fact]
    public async Task A_server_that_cannot_be_reached_becomes_a_sentence_without_the_secret()
    {
        using var server = new ScriptedServer();
        using var tokens = Tokens(server);
        Assert.Equal(
            "The authorization server at https://issuer.test/ cannot be reached: nobody listens",
            (await tokens.GetAsync(CancellationToken.None)).Failure?.Message);
        Assert.DoesNotContain("s3cret", Credentials.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_caller_who_gives_up_is_not_told_about_a_time_limit()
    {
        using var server = new ScriptedServer(ScriptedServer.Token("one"));
        using var tokens = Tokens(server);
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => tokens.GetAsync(cancelled.Token));
        Assert.Equal("one", (await tokens.GetAsync(CancellationToken.None)).Value);
    }

    static ClientCredentials Credentials { get; } = new(new Uri("https://issuer.test/"), "gifts", "s3cret&", "urn:worldmappers");

    TokenClient Tokens(HttpMessageHandler server) => new(new HttpClient(server) { BaseAddress = Credentials.Issuer }, Credentials, _time);
}
