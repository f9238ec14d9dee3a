using System.Text.RegularExpressions;

namespace ApiAuth.Architecture.Tests.Repository;

/// <summary>The repository builds anywhere: no file ties it to one machine or to one host that packages come from; and none was left half merged.</summary>
public partial class CommittedTextTests
{
    [Fact]
    public void No_file_names_a_package_host_or_a_path_of_one_machine()
    {
        var found =
            from path in Tree.Files()
            from line in TextLines(path)
            from match in Foreign().Matches(line)
            select $"{path}: {match.Value}";

        Assert.Empty(found);
    }

    [Fact]
    public void No_file_was_left_half_merged() =>
        Assert.DoesNotContain(Tree.Files(), path => TextLines(path).Any(line => line.StartsWith(Marker('<'), StringComparison.Ordinal) || line.StartsWith(Marker('>'), StringComparison.Ordinal)));

    [Theory]
    [InlineData("""<add key="feed" value="https://api.nuget{0}org/v3/index.json" />""")]
    [InlineData("registry=https://registry.npmjs{0}org/")]
    [InlineData("cd {1}work/main")]
    [InlineData("\"{1}root/.nuget/packages\"")]
    [InlineData("file://{1}home/somebody/src")]
    public void A_line_that_ties_the_tree_to_a_place_is_noticed(string line) => Assert.Matches(Foreign(), Fill(line));

    [Theory]
    [InlineData("GET https://api.test{1}root/of/things")]
    [InlineData("docs{1}work/in-progress.md")]
    public void A_path_of_the_project_or_of_an_api_is_not(string line) => Assert.DoesNotMatch(Foreign(), Fill(line));

    // Spelled out, the samples would be found in this file.
    private static string Fill(string line) => line.Replace("{0}", ".", StringComparison.Ordinal).Replace("{1}", "/", StringComparison.Ordinal);

    private static string Marker(char sign) => $"{new string(sign, 7)} ";

    private static string[] TextLines(string path)
    {
        var bytes = File.ReadAllBytes(Tree.At(path));
        return bytes.AsSpan().Contains((byte)0) ? [] : System.Text.Encoding.UTF8.GetString(bytes).Split('\n');
    }

    [GeneratedRegex("""nuget\.org|npmjs\.(org|com)|pypi\.org|pkgs\.dev\.azure|pkg\.github|(?<![\w.}-])/(work|root|home|Users)/|[A-Z]:\\Users""",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex Foreign();
}
