using System.Reflection;
using System.Text.RegularExpressions;

namespace ApiAuth.Middleware.Security.Tests.Conformance;

/// <summary>docs/conformance.md says nothing that no test shows, and leaves no row out.</summary>
public partial class ConformanceTests
{
    private static readonly string Document = Repository.Read("docs/conformance.md");

    private static readonly ILookup<string, string[]> Tests = (
        from type in typeof(ConformanceTests).Assembly.GetTypes()
        from method in type.GetMethods(BindingFlags.Instance | BindingFlags.Public | BindingFlags.DeclaredOnly)
        where method.GetCustomAttributes<FactAttribute>().Any()
        select (Name: $"{type.Name}.{method.Name}", Rows: method.GetCustomAttributes<TraitAttribute>().Where(trait => trait.Name == "Row").Select(trait => trait.Value).ToArray()))
        .ToLookup(test => test.Name, test => test.Rows);

    private static IEnumerable<string> NamedIn(string text) => TestName().Matches(text).Select(match => match.Groups["name"].Value);

    // | A1 | attack | outcome | `Class.Method`<br>`Class.Method` |
    private static Dictionary<string, (string Outcome, string[] Tests)> Rows { get; } =
        AttackRow().Matches(Document).ToDictionary(match => match.Groups["id"].Value, match => (match.Groups["outcome"].Value.Trim(), NamedIn(match.Groups["tests"].Value).ToArray()));

    [Fact]
    public void Every_test_that_the_document_names_exists()
    {
        var named = NamedIn(Document).Distinct().ToArray();
        Assert.InRange(named.Length, 100, 1000);
        Assert.DoesNotContain(named, name => !Tests.Contains(name));
    }

    [Fact]
    public void Every_row_is_there_with_a_test_of_its_own_or_with_the_reason_why_it_has_none()
    {
        (char Part, int Count)[] parts = [('A', 17), ('B', 9), ('C', 4), ('D', 12), ('E', 19), ('F', 19), ('G', 6), ('H', 13)];
        string[] all = [.. parts.SelectMany(part => Enumerable.Range(1, part.Count).Select(number => $"{part.Part}{number}")), "I2", "J1", "K", "L", "X21", "X22"];
        Assert.Equal(all, Rows.Keys);

        Assert.All(Rows, row => Assert.True(row.Value.Tests.Length > 0 || row.Value.Outcome.Length > 40, $"{row.Key} has neither a test nor a reason."));
        Assert.Equal(["E19", "F14", "G6"], Rows.Where(row => row.Value.Tests.Length == 0).Select(row => row.Key));
    }

    [Fact]
    public void Every_row_names_exactly_the_tests_that_carry_it()
    {
        var carried = Tests.SelectMany(test => test.SelectMany(rows => rows).Select(row => (Row: row, Test: test.Key))).ToHashSet();
        var named = Rows.SelectMany(row => row.Value.Tests.Select(test => (Row: row.Key, Test: test))).ToHashSet();

        Assert.Empty(named.Except(carried));
        Assert.Empty(carried.Except(named));
    }

    [Fact]
    public void Every_requirement_names_a_test_or_says_why_there_is_none()
    {
        var requirements = Requirement().Matches(Document);
        Assert.InRange(requirements.Count, 70, 200);
        Assert.All(requirements, requirement => Assert.Matches("`[A-Za-z]+\\.[A-Za-z0-9_]+`|– .{20,}", requirement.Groups["tests"].Value));
    }

    [GeneratedRegex(@"`(?<name>[A-Z][A-Za-z]+\.[A-Z][A-Za-z0-9]*_[A-Za-z0-9_]+)`", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex TestName();

    [GeneratedRegex(@"^\| (?<id>[A-LX][0-9]{0,2}) \| [^|]+ \| (?<outcome>[^|]+) \| (?<tests>[^|]+) \|$", RegexOptions.ExplicitCapture | RegexOptions.Multiline, matchTimeoutMilliseconds: 5000)]
    private static partial Regex AttackRow();

    [GeneratedRegex(@"^\| [0-9][^|]* \| [^|]+ \| [^|]+ \| [^|]+ \| (?<tests>[^|]+) \|$", RegexOptions.ExplicitCapture | RegexOptions.Multiline, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Requirement();
}
