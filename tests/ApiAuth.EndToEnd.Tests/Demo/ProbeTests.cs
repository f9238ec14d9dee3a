using System.Net;
using System.Text;
using Demo.Matrix;
using Demo.Report;
using Spectre.Console;

namespace ApiAuth.EndToEnd.Tests.Demo;

/// <summary>The matrix is worth something only if it notices an API that answers wrongly.</summary>
public sealed class ProbeTests
{
    private const string Challenge = "Bearer realm=\"api\", error=\"invalid_token\", error_description=\"The access token has expired\"";
    private static readonly Answer Expected = Answer.Invalid("token_expired");

    public static TheoryData<int, string?, string?, string> Wrong => new()
    {
        { 200, null, null, "200 instead of 401; no code instead of token_expired; WWW-Authenticate is absent instead of Bearer realm=\"api\", error=\"invalid_token\"" },
        { 403, "token_expired", Challenge, "403 instead of 401" },
        { 401, "token_missing", Challenge, "token_missing instead of token_expired" },
        { 401, null, Challenge, "no code instead of token_expired" },
        { 401, "token_expired", null, "WWW-Authenticate is absent instead of Bearer realm=\"api\", error=\"invalid_token\"" },
        { 401, "token_expired", "Bearer realm=\"api\"", "WWW-Authenticate is Bearer realm=\"api\" instead of Bearer realm=\"api\", error=\"invalid_token\"" },
    };

    [Theory, MemberData(nameof(Wrong))]
    public async Task A_wrong_answer_fails_and_is_explained(int status, string? code, string? challenge, string fault)
    {
        var twin = await AskAsync(new ScriptedApi(401, "token_expired", Challenge));
        var wrong = await AskAsync(new ScriptedApi(status, code, challenge));

        Assert.Equal(("401", "token_expired", null), (twin.Got, twin.Reason, twin.Fault));
        Assert.Equal(($"{status}", fault), (wrong.Got, wrong.Fault));
        Assert.Equal("1 passed, 1 failed", Report(twin, wrong)[^1]);
        Assert.Contains($"FAILED expired, /api/tasks: {fault}", Report(twin, wrong));
        Assert.DoesNotContain(Report(twin), line => line.Contains("FAILED", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_API_that_does_not_answer_fails()
    {
        var check = await AskAsync(new ScriptedApi(null, null, null));

        Assert.Equal(("none", "The network is unplugged."), (check.Got, check.Fault));
    }

    private static async Task<Check> AskAsync(ScriptedApi api)
    {
        using var http = new HttpClient(api);
        return await new Probe(http, TimeProvider.System).AskAsync(new("http://api.test/"), "/api/tasks", "expired", "token", Expected, CancellationToken.None);
    }

    private static string[] Report(params Check[] checks)
    {
        using var output = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output), Ansi = AnsiSupport.No });
        console.Profile.Width = 400;
        MatrixTable.Write(console, AcceptanceMatrix.Organizer.Api, new("http://api.test/"), checks);
        Summary.Write(console, checks);
        return output.ToString().TrimEnd().Split(Environment.NewLine);
    }

    private sealed class ScriptedApi(int? status, string? code, string? challenge) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (status is not { } answer)
                throw new HttpRequestException("The network is unplugged.");
            var response = new HttpResponseMessage((HttpStatusCode)answer);
            if (code is not null)
                response.Content = new StringContent($$"""{"code":"{{code}}"}""", Encoding.UTF8, "application/problem+json");
            if (challenge is not null)
                response.Headers.Add("WWW-Authenticate", challenge);
            return Task.FromResult(response);
        }
    }
}
