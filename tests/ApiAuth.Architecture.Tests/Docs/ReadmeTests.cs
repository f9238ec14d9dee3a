using System.Text;
using System.Text.Json;
using ApiAuth.Architecture.Tests.Repository;
using ApiAuth.Middleware;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace ApiAuth.Architecture.Tests.Docs;

/// <summary>What the README shows is true: its code compiles, its configuration is taken, its commands and links lead somewhere.</summary>
public class ReadmeTests
{
    private static readonly Markdown Readme = new("README.md");

    public static TheoryData<string> CSharp => [.. Readme.Blocks("csharp")];

    public static TheoryData<string> Json => [.. Readme.Blocks("json")];

    [Theory]
    [MemberData(nameof(CSharp))]
    public void Its_code_compiles(string code) => Assert.Empty(Snippets.Problems(code));

    [Fact]
    public void Its_first_program_needs_no_more_than_it_shows() => Assert.Empty(Snippets.Problems(Readme.Blocks("csharp")[0], standsAlone: true));

    [Fact]
    public void Code_that_does_not_compile_is_noticed() =>
        Assert.Contains("RequireScopes", Assert.Single(Snippets.Problems("app.MapGet(\"/\", () => \"\").RequireScopes(\"contacts\");")), StringComparison.Ordinal);

    [Fact]
    public void The_code_to_write_is_within_the_first_twenty_lines()
    {
        var start = string.Join('\n', Readme.Text.Split('\n').Take(20));

        Assert.Contains("AddAuth0ApiAuthorization()", start, StringComparison.Ordinal);
        Assert.Contains("\"Audience\"", start, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Json))]
    public void Its_configuration_is_taken(string json)
    {
        var configuration = new ConfigurationBuilder().AddJsonStream(new MemoryStream(Encoding.UTF8.GetBytes(json))).Build();

        var options = OptionsOf(configuration.GetSection("Auth0"));

        var written = JsonDocument.Parse(json).RootElement.GetProperty("Auth0");
        Assert.Equal((written.GetProperty("Domain").GetString(), written.GetProperty("Audience").GetString()), (options.Domain, options.Audience));
        Assert.Equal(written.TryGetProperty("Scopes", out var scopes) ? scopes.EnumerateObject().Select(scope => scope.Name) : [], options.Scopes.Keys);
    }

    [Theory]
    [InlineData("dotnet test", "ApiAuth.Middleware.sln")]
    [InlineData("dotnet run --project samples/Demo", "samples/Demo/Demo.csproj")]
    public void Its_commands_have_what_they_start(string command, string file)
    {
        Assert.Contains(Readme.Blocks("sh"), block => block.Contains(command, StringComparison.Ordinal));
        Assert.True(File.Exists(Tree.At(file)), file);
    }

    [Fact]
    public void The_build_server_runs_the_commands_that_the_readme_shows()
    {
        var script = File.ReadAllLines(Tree.At(".ci/run"));

        Assert.Contains(script, line => line.StartsWith("dotnet test ", StringComparison.Ordinal));
        Assert.Contains(script, line => line.StartsWith("dotnet run --project samples/Demo ", StringComparison.Ordinal));
    }

    /// <summary>The options as the library reads and checks them.</summary>
    internal static ApiAuthOptions OptionsOf(IConfiguration section)
    {
        var services = new ServiceCollection();
        services.AddLogging().AddAuth0ApiAuthorization(section);
        using var provider = services.BuildServiceProvider();
        return provider.GetRequiredService<IOptionsMonitor<ApiAuthOptions>>().Get(ApiAuthDefaults.AuthenticationScheme);
    }
}
