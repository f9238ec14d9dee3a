using System.Text.RegularExpressions;
using Demo.Browsing;

namespace ApiAuth.EndToEnd.Tests.Demo;

[Collection(DemoCollection.Name)]
public sealed partial class ServingTests
{
    [Fact]
    public async Task Each_printed_line_gets_the_status_that_stands_above_it_until_the_program_is_asked_to_end()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no signal that asks another process to end.");
        await using var demo = DemoProcess.Start("--port-base", "0");
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        var lines = await ReadCurlLinesAsync(demo);

        Assert.Equal([200, 403, 401, 200], lines.Select(line => line.Status));
        foreach (var (status, curl) in lines)
        {
            using var response = await http.SendAsync(RequestOf(curl));
            Assert.Equal(status, (int)response.StatusCode);
        }

        await demo.InterruptAsync();
        var run = await demo.EndAsync();

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("Organizer API: Refused", run.Errors, StringComparison.Ordinal);
        Assert.Contains("403 scope_missing", run.Errors, StringComparison.Ordinal);
        Assert.Contains("401 token_expired", run.Errors, StringComparison.Ordinal);
        await Assert.ThrowsAsync<HttpRequestException>(() => http.SendAsync(RequestOf(lines[0].Curl)));
    }

    [Theory]
    [InlineData("CalendarApp", "SignIn", "Alice Adams", "Meet with Fabrikam")]
    [InlineData("TextApp", "Connect", "Bob Brown", "Jane Doe")]
    public async Task The_printed_link_the_user_and_the_password_lead_through_login_and_consent(string application, string signIn, string name, string shown)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no signal that asks another process to end.");
        await using var demo = DemoProcess.Start("--port-base", "0");
        var printed = await ReadInvitationAsync(demo);
        using var network = new SocketsHttpHandler { UseProxy = false, UseCookies = false, AllowAutoRedirect = false };
        using var browser = new Browser(network);
        var (email, password) = printed[name].Split(", ") is [var first, var second] ? (first, second) : default;

        var login = await browser.OpenAsync(new(new Uri(printed[application]), signIn), CancellationToken.None);
        var (page, wasAsked) = await browser.PassAsync(login, new() { Email = email, Password = password }, TenantPages.Allow, CancellationToken.None);

        Assert.True(wasAsked);
        Assert.Equal((new Uri(printed[application]), 200), (page.Address, page.Status));
        Assert.True(page.Shows(shown), page.Text);

        await demo.InterruptAsync();
        Assert.Equal(0, (await demo.EndAsync()).ExitCode);
    }

    [Fact]
    public async Task A_start_that_is_interrupted_ends_at_once_and_quietly()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no signal that asks another process to end.");
        await using var demo = DemoProcess.Start("--port-base", "0");
        while (await demo.ReadLineAsync() is { } line && !line.StartsWith("ApiAuth.Middleware", StringComparison.Ordinal))
        {
        }

        await demo.InterruptAsync();
        var run = await demo.EndAsync();

        Assert.Equal((1, ""), (run.ExitCode, run.Errors));
        Assert.DoesNotContain("Your turn", run.Output, StringComparison.Ordinal);
    }

    private static async Task<Dictionary<string, string>> ReadInvitationAsync(DemoProcess demo)
    {
        var printed = new Dictionary<string, string>();
        while (await demo.ReadLineAsync() is { } line && !line.StartsWith("For programs", StringComparison.Ordinal))
        {
            if (line.Length > 19 && line[18] == ' ' && !line.StartsWith(' '))
                printed[line[..18].TrimEnd()] = line[19..].Trim();
        }

        return printed;
    }

    private static async Task<List<(int Status, string Curl)>> ReadCurlLinesAsync(DemoProcess demo)
    {
        var lines = new List<(int, string)>();
        for (var above = ""; await demo.ReadLineAsync() is { } line; above = line)
        {
            if (line.StartsWith("curl ", StringComparison.Ordinal))
                lines.Add((int.Parse(above.AsSpan(0, 3), provider: null), line));
            if (lines.Count == 4)
                return lines;
        }

        throw new InvalidOperationException($"The program ended after {lines.Count} lines.");
    }

    // Understands what the printed lines use of curl: a URL, -H for a header, -d for a form field.
    private static HttpRequestMessage RequestOf(string curl)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, Address().Match(curl).Value);
        foreach (Match header in Header().Matches(curl))
            request.Headers.Add(header.Groups["name"].Value, header.Groups["value"].Value);
        if (Field().Matches(curl) is { Count: > 0 } fields)
        {
            request.Method = HttpMethod.Post;
            request.Content = new StringContent(string.Join('&', fields.Select(field => field.Groups["field"].Value)), null, "application/x-www-form-urlencoded");
        }

        return request;
    }

    [GeneratedRegex("http://127\\.0\\.0\\.1:[^\"]+", RegexOptions.None, 1000)]
    private static partial Regex Address();

    [GeneratedRegex("-H \"(?<name>[^:]+): (?<value>[^\"]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Header();

    [GeneratedRegex("-d (?<field>\\S+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Field();
}
