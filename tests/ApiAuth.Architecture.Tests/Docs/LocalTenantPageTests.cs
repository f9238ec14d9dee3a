using System.Net;
using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using ApiAuth.LocalTenant;

namespace ApiAuth.Architecture.Tests.Docs;

/// <summary>What <c>docs/local-tenant.md</c> says about the local tenant is what it does.</summary>
public partial class LocalTenantPageTests
{
    private static readonly Markdown Page = new("docs/local-tenant.md");

    public static TheoryData<string> CSharp => [.. Page.Blocks("csharp")];

    public static TheoryData<string, string> Calls => [.. Call().Matches(Page.Text).Select(call => (call.Groups["path"].Value, call.Groups["body"].Value))];

    [Theory]
    [MemberData(nameof(CSharp))]
    public void Its_code_compiles(string code) => Assert.Empty(Snippets.Problems(code));

    [Fact]
    public void Every_path_of_the_tenant_is_in_its_table_and_no_other() =>
        Assert.Equal(
            typeof(TenantPaths).GetFields(BindingFlags.Public | BindingFlags.Static).Select(path => (string)path.GetRawConstantValue()!).Order(StringComparer.Ordinal),
            Page.Table("path").Select(row => Markdown.Code(row[0]).Single()).Order(StringComparer.Ordinal));

    [Fact]
    public void Its_seed_is_taken()
    {
        var seed = LocalTenantSeed.FromJson(Assert.Single(Page.Blocks("json")));

        Assert.Equal(("https://notes.example/", "my-spa", "auth0|ada"), (seed.ResourceServers[0].Identifier, seed.Clients[0].ClientId, seed.Users[0].UserId));
    }

    [Fact]
    public void Its_table_of_dialects_has_each_of_them() =>
        Assert.Equal(Choices("resource_servers", "items", "properties", "token_dialect"), Page.Table("`token_dialect`").Select(row => Markdown.Code(row[0]).Single()));

    [Fact]
    public void Its_table_of_doubtful_answers_has_each_with_the_default_first()
    {
        var settings = Schema("tenant", "properties", "doubtful", "properties").EnumerateObject().ToList();

        Assert.Equal(
            settings.Select(setting => (setting.Name, Answers(setting.Value))),
            Page.Table("setting").Select(row => (Markdown.Code(row[0]).Single(), string.Join(' ', Markdown.Code(row[2])))));
    }

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task Its_calls_to_the_control_plane_are_taken(string path, string body)
    {
        await using var server = await LocalTenantServer.StartAsync(new() { ControlPlane = true, AllowOutsideDevelopment = true }, cancellationToken: TestContext.Current.CancellationToken);
        using var client = new HttpClient { BaseAddress = server.Address };

        var answer = await client.PostAsync(path, new StringContent(body, Encoding.UTF8, "application/json"), TestContext.Current.CancellationToken);

        Assert.True(answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.Created or HttpStatusCode.NoContent, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    // The first word of a choice is the default; a status has two values.
    private static string Answers(JsonElement setting) => setting.TryGetProperty("enum", out var words)
        ? string.Join(' ', words.EnumerateArray().Select(word => word.GetString()))
        : $"{setting.GetProperty("maximum")} {setting.GetProperty("minimum")}";

    private static IEnumerable<string?> Choices(params string[] path) => Schema(path).GetProperty("enum").EnumerateArray().Select(word => word.GetString());

    private static JsonElement Schema(params string[] path) =>
        path.Aggregate(JsonDocument.Parse(LocalTenantSeed.JsonSchema).RootElement.GetProperty("properties"), (element, name) => element.GetProperty(name));

    [GeneratedRegex("^curl http://127\\.0\\.0\\.1:7006(?<path>\\S+) .*-d '(?<body>[^']+)'$", RegexOptions.Multiline | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex Call();
}
