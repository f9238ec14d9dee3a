using System.Net;
using System.Net.Sockets;
using System.Text.Json;

namespace ApiAuth.LocalTenant.Tool.Tests;

public sealed class ServeTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("local-tenant-tool-");

    private string KeyFile => Path.Combine(folder.FullName, "keys.json");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task It_says_what_a_newcomer_needs_and_its_curl_line_gets_a_token()
    {
        await using var run = await ToolRun.ServeAsync();
        var issuer = run.Line("Issuer");

        Assert.Equal(issuer + "dashboard", run.Line("Dashboard"));
        foreach (var words in new[] { "urn:organizer-api", "GiftDeliveries000000000000000001", "development-only-secret-of-GiftDeliveries", "alice@example.com", "password-of-alice", "public, without secret", "everything at the Management API" })
            Assert.Contains(words, run.Output, StringComparison.Ordinal);

        var curl = run.Output.Split('\n').Single(line => line.StartsWith("curl", StringComparison.Ordinal)).Split(" -d ");
        using var client = new HttpClient();
        var answer = await client.PostAsync(curl[0].Split(' ')[^1], new StringContent(string.Join('&', curl[1..].Select(part => part.Trim().Trim('\''))), new System.Net.Http.Headers.MediaTypeHeaderValue("application/x-www-form-urlencoded")));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("directions", JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.GetProperty("scope").GetString());
    }

    [Fact]
    public async Task Requests_are_listed_as_they_come_unless_it_is_quiet()
    {
        await using var run = await ToolRun.ServeAsync();
        await using var quiet = await ToolRun.ServeAsync("--quiet");
        using var client = new HttpClient();

        foreach (var one in new[] { run, quiet })
            await client.GetAsync(one.Line("Discovery"));
        await run.StopAsync();
        await quiet.StopAsync();

        Assert.Matches(@"\d\d:\d\d:\d\d  200  GET    /\.well-known/openid-configuration", run.Output);
        Assert.DoesNotContain("  200  GET", quiet.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stopped_it_says_so_and_ends_with_zero()
    {
        await using var run = await ToolRun.ServeAsync();

        Assert.Equal(0, await run.StopAsync());

        Assert.EndsWith("Stopped.\n", run.Output, StringComparison.Ordinal);
        Assert.Equal("", run.Errors);
    }

    [Fact]
    public async Task A_taken_port_is_one_sentence()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;

        var (exit, output, errors) = await ToolRun.RunAsync("--port", $"{port}");

        Assert.Equal((1, ""), (exit, output));
        Assert.Equal($"local-tenant: The local tenant cannot listen on 127.0.0.1:{port}: the port is taken. Choose another one, or 0 for any that is free.\n", errors);
    }

    [Theory]
    [InlineData("--port", "70000", "--port takes a number from 0 to 65535.")]
    [InlineData("--port", "http", "--port takes a number from 0 to 65535.")]
    [InlineData("--issuer", "tenant", "LocalTenantOptions.Issuer is \"tenant\". Write an absolute http or https URI without query and fragment.")]
    [InlineData("--seed", "/nowhere/tenant.json", "The seed file /nowhere/tenant.json cannot be read: ")]
    public async Task A_value_that_cannot_be_is_refused(string option, string value, string sentence)
    {
        using var errors = new StringWriter();
        var parsed = CommandLine.Create(new(Terminal.Plain(TextWriter.Null), Terminal.Plain(errors))).Parse([option, value]);

        Assert.Equal(1, await parsed.InvokeAsync(new() { Output = TextWriter.Null, Error = errors }));
        Assert.Contains(sentence, errors.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--help", "local-tenant [command] [options]")]
    [InlineData("-h", "local-tenant [command] [options]")]
    [InlineData("init --help", "local-tenant init [<FILE>] [options]")]
    [InlineData("schema --help", "local-tenant schema [options]")]
    public async Task Help_calls_the_tool_as_it_is_typed(string words, string usage)
    {
        using var output = new StringWriter();

        var exit = await CommandLine.Create(new(Terminal.Plain(output), Terminal.Plain(output))).Parse(words.Split(' ')).InvokeAsync(new() { Output = output, Error = output });

        Assert.Equal(0, exit);
        Assert.Contains($"Usage:\n  {usage}\n", output.ToString().ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.DoesNotContain("ApiAuth.LocalTenant.Tool", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_word_that_the_tool_does_not_know_is_refused()
    {
        using var errors = new StringWriter();

        var exit = await CommandLine.Create(new(Terminal.Plain(TextWriter.Null), Terminal.Plain(errors))).Parse(["serve"]).InvokeAsync(new() { Output = TextWriter.Null, Error = errors });

        Assert.Equal(1, exit);
        Assert.Contains("'serve'", errors.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{ \"tenant\": { \"friendly_name\": \"\\ud800\" } }", "tenant.json, line 1: this is no JSON. A text has half a character in it")]
    [InlineData("{\n\"users\": [],\n\"users\": [] }", "tenant.json, line 3: this is no JSON. The name \"users\" stands in its object twice.")]
    [InlineData("{ \"clients\": [{ \"name\": \"a\\u0000\" }] }", "tenant.json, line 1, $.clients[0].name: String has the control character U+0000.")]
    public async Task A_seed_that_nobody_means_well_is_one_sentence_and_exit_code_1(string json, string sentence)
    {
        var file = Path.Combine(folder.FullName, "tenant.json");
        await File.WriteAllTextAsync(file, json);

        var (exit, output, errors) = await ToolRun.RunAsync("--seed", file, "--port", "0");

        Assert.Equal((1, ""), (exit, output));
        Assert.StartsWith($"local-tenant: {sentence}", errors, StringComparison.Ordinal);
        Assert.Equal(1, errors.Count(letter => letter == '\n'));
    }

    [Fact]
    public async Task A_seed_file_is_served_and_one_with_a_mistake_is_refused_with_its_line()
    {
        var file = Path.Combine(folder.FullName, "tenant.json");
        Assert.Equal(0, (await ToolRun.RunAsync("init", file)).Exit);
        await using (var run = await ToolRun.ServeAsync("--seed", file, "--key-file", KeyFile))
        {
            Assert.Contains("my-service", run.Output, StringComparison.Ordinal);
            Assert.Contains("https://my-api.example/", run.Output, StringComparison.Ordinal);
        }

        await File.WriteAllTextAsync(file, (await File.ReadAllTextAsync(file)).Replace("\"callbacks\"", "\"callback\"", StringComparison.Ordinal));
        var (exit, _, errors) = await ToolRun.RunAsync("--seed", file, "--port", "0");

        Assert.Equal((1, "local-tenant: tenant.json, line 24, $.clients[0].callback: Additional properties not allowed: callback. Did you mean \"callbacks\"?\n"), (exit, errors));
    }

    [Fact]
    public async Task The_control_plane_is_there_when_it_is_asked_for()
    {
        await using var without = await ToolRun.ServeAsync();
        await using var with = await ToolRun.ServeAsync("--control-plane", "--issuer", "https://tenant.example/");
        using var client = new HttpClient();

        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync(without.Line("Issuer") + "local/clock")).StatusCode);
        Assert.Equal("https://tenant.example/", with.Line("Issuer"));
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(with.Line("Listens on") + "local/clock")).StatusCode);
    }

    [Fact]
    public async Task The_JWKS_says_alg_unless_it_is_told_not_to()
    {
        await using var with = await ToolRun.ServeAsync("--key-file", KeyFile);
        await using var without = await ToolRun.ServeAsync("--key-file", KeyFile, "--remove-alg-from-jwks");
        using var client = new HttpClient();

        Assert.Contains("\"alg\":\"RS256\"", await client.GetStringAsync(with.Line("Issuer") + ".well-known/jwks.json"), StringComparison.Ordinal);
        Assert.DoesNotContain("\"alg\"", await client.GetStringAsync(without.Line("Issuer") + ".well-known/jwks.json"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_key_file_keeps_the_keys()
    {
        using var client = new HttpClient();
        var keys = new List<string>();
        for (var start = 0; start < 2; start++)
        {
            await using var run = await ToolRun.ServeAsync("--key-file", KeyFile);
            keys.Add(await client.GetStringAsync(run.Line("Issuer") + ".well-known/jwks.json"));
        }

        Assert.Equal(keys[0], keys[1]);
    }
}
