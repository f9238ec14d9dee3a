using ApiAuth.Middleware.Testing;
using ApiAuth.Middleware.Tests.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ApiAuth.Middleware.Tests.Configuration;

/// <summary>ASP.NET Core writes the query of each request; a token in it must not get into the log.</summary>
public class QueryTokenLogTests
{
    [Fact]
    public async Task A_logging_provider_with_a_level_of_its_own_does_not_hear_the_query_of_a_token_either()
    {
        await using var without = await StartAsync(_ => { });
        await using var with = await StartAsync(auth => auth.AllowQueryToken("/hubs"));

        Assert.Contains(await LogOfRequestAsync(without), message => message.Contains("access_token=", StringComparison.Ordinal));
        Assert.DoesNotContain(await LogOfRequestAsync(with), message => message.Contains("access_token=", StringComparison.Ordinal));
    }

    private static Task<TestApi> StartAsync(Action<ApiAuthBuilder> auth) => TestApi.StartAsync(new()
    {
        Auth = auth,
        Services = services => services.Configure<LoggerFilterOptions>(options => options.Rules.Add(new(typeof(LogRecords).FullName, categoryName: null, LogLevel.Trace, filter: null))),
        Endpoints = app => app.MapGet("/hubs/events", () => "in").RequireAuthorization(),
    });

    private static async Task<IReadOnlyList<string>> LogOfRequestAsync(TestApi api)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, $"/hubs/events?access_token={api.Issuer.Issue(TestAccessToken.Valid)}") { Headers = { { "Accept", "text/event-stream" } } };
        await api.SendAsync(request);
        return [.. api.Logs.All.Select(record => record.Message)];
    }
}
