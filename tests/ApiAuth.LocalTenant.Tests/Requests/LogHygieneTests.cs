using System.Collections.Concurrent;
using System.Text;
using ApiAuth.LocalTenant.Tests.Browsing;
using ApiAuth.LocalTenant.Tests.OAuth;
using ApiAuth.LocalTenant.Tests.Tokens;
using Microsoft.Extensions.Logging;

namespace ApiAuth.LocalTenant.Tests.Requests;

public class LogHygieneTests
{
    private const string Sentinel = "S3NT1NEL";

    [Fact]
    public async Task No_secret_and_no_token_is_ever_logged()
    {
        var log = new ConcurrentQueue<string>();
        using var loggers = LoggerFactory.Create(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(new Recorder(log)));
        var secret = SampleTenant.GiftDeliveries.ClientSecret!;
        var secretive = TokenRequest.Valid with { ClientSecret = Sentinel, ClientId = Sentinel };

        await using var server = await LocalTenantServer.StartAsync(TenantUnderTest.Options(), loggers: loggers);
        var answer = await server.RequestTokenAsync(TokenRequest.Valid);
        await server.PostTokenAsync(TokenRequest.Valid.Json());
        await server.RequestTokenAsync(secretive);
        await server.RequestTokenAsync(TokenRequest.Valid with { Audience = Sentinel });
        await server.RequestTokenAsync(TokenRequest.Valid with { Scope = Sentinel });
        await server.RequestTokenAsync(TokenRequest.Valid with { GrantType = Sentinel });
        await server.PostTokenAsync(new StringContent(Sentinel, Encoding.UTF8, "application/json"));
        await server.PostTokenAsync((TokenRequest.Valid with { ClientId = null, ClientSecret = null }).Form(), "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Sentinel}:{Sentinel}")));
        var userToken = server.Tenant.IssueAccessToken(UserTokenTests.Valid);

        var everything = string.Join('\n', log) + string.Join('\n', server.Tenant.Requests.Recent);
        Assert.Contains("POST /oauth/token answered 200, error none, client GiftDeliveries000000000000000001", everything, StringComparison.Ordinal);
        Assert.DoesNotContain(Sentinel, everything, StringComparison.Ordinal);
        Assert.DoesNotContain(Convert.ToBase64String(Encoding.UTF8.GetBytes(Sentinel))[..^2], everything, StringComparison.Ordinal);
        Assert.DoesNotContain(secret, everything, StringComparison.Ordinal);
        foreach (var part in answer.AccessToken.Split('.').Concat(userToken.Split('.')))
            Assert.DoesNotContain(part, everything, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_password_no_code_and_no_refresh_token_is_ever_logged()
    {
        var log = new ConcurrentQueue<string>();
        using var loggers = LoggerFactory.Create(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(new Recorder(log)));
        await using var server = await LocalTenantServer.StartAsync(TenantUnderTest.Options(), loggers: loggers);
        using var browser = new Browser(server);

        var login = await browser.OpenAsync(AuthorizeRequest.Valid with { Scope = "openid contacts offline_access" });
        await browser.SubmitAsync(login, ("email", "alice@example.com"), ("password", Sentinel));
        var callback = await browser.AnswerAsync(await browser.SignInAsync(login, SampleTenant.Alice), "allow");
        var tokens = await server.RequestTokenAsync(TokenRequest.ForCode(SampleTenant.CalendarApp, callback.Query["code"]));
        var refreshToken = (string)tokens.Body["refresh_token"]!;
        var again = await server.RequestTokenAsync(TokenRequest.ForRefreshToken(SampleTenant.CalendarApp, refreshToken));

        var everything = string.Join('\n', log) + string.Join('\n', server.Tenant.Requests.Recent);
        Assert.Contains("POST /u/consent answered 303, error none, client CalendarApp000000000000000000001", everything, StringComparison.Ordinal);
        Assert.Equal(200, again.Status);
        string[] secrets =
        [
            Sentinel, SampleTenant.Alice.Password!, callback.Query["code"], refreshToken, (string)again.Body["refresh_token"]!, AuthorizeRequest.Verifier,
            SampleTenant.CalendarApp.ClientSecret!, .. tokens.AccessToken.Split('.')[1..], .. ((string)tokens.Body["id_token"]!).Split('.')[1..],
            .. browser.Cookies.GetAllCookies().Select(cookie => cookie.Value),
        ];
        Assert.All(secrets, secret => Assert.DoesNotContain(secret, everything, StringComparison.Ordinal));
    }

    private sealed class Recorder(ConcurrentQueue<string> log) : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            log.Enqueue($"{formatter(state, exception)} {exception}");

        public void Dispose()
        {
        }
    }
}
