using System.Globalization;
using System.Reflection;
using ApiAuth.Middleware;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace ApiAuth.Architecture.Tests.Docs;

/// <summary>The README's table of settings is what the options are.</summary>
public class SettingsTableTests
{
    private static readonly Dictionary<string, (string Default, string Range)> Table =
        new Markdown("README.md").Table("setting").ToDictionary(row => Markdown.Code(row[0]).Single(), row => (row[1].Trim('`'), row[2]), StringComparer.Ordinal);

    private static readonly string[] InCodeAlone = [nameof(ApiAuthOptions.BackchannelHttpHandler), nameof(ApiAuthOptions.TimeProvider)];

    public static TheoryData<string> Ranges => [.. Table.Where(row => row.Value.Range.Contains("` to `", StringComparison.Ordinal)).Select(row => row.Key)];

    public static TheoryData<string> Choices => [.. Table.Where(row => row.Value.Range.Contains("`, `", StringComparison.Ordinal) && !row.Value.Range.Contains('*', StringComparison.Ordinal)).Select(row => row.Key)];

    [Fact]
    public void The_table_has_every_setting_and_its_default() =>
        Assert.Equal(
            Defaults(new ApiAuthOptions(), "").OrderBy(setting => setting.Name, StringComparer.Ordinal),
            Table.Select(row => (Name: row.Key, row.Value.Default)).OrderBy(setting => setting.Name, StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Ranges))]
    public void The_ends_of_a_range_are_taken_and_what_lies_beyond_stops_the_start(string setting)
    {
        var (least, most) = (Markdown.Code(Table[setting].Range)[0], Markdown.Code(Table[setting].Range)[1]);

        Assert.Equal([null, null], new[] { least, most }.Select(value => Problem(setting, value)));
        Assert.All(new[] { Beyond(least, -1), Beyond(most, 1) }, value => Assert.Contains($"Auth0:{setting} is", Problem(setting, value), StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Choices))]
    public void Each_choice_is_taken_and_another_stops_the_start(string setting)
    {
        Assert.All(Markdown.Code(Table[setting].Range), value => Assert.Null(Problem(setting, value)));
        Assert.Contains($"Auth0:{setting} must be", Problem(setting, "Other"), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_asymmetric_algorithm_can_be_listed_and_no_other()
    {
        Assert.Equal(["RS*", "PS*", "ES*"], Markdown.Code(Table["Tokens:Algorithms"].Range));
        Assert.All(["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"], algorithm => Assert.Null(Problem("Tokens:Algorithms", algorithm)));
        Assert.All(["HS256", "none", "rs256"], algorithm => Assert.Contains(algorithm, Problem("Tokens:Algorithms", algorithm), StringComparison.Ordinal));
    }

    private static IEnumerable<(string Name, string Default)> Defaults(object options, string prefix) =>
        from property in options.GetType().GetProperties(BindingFlags.Instance | BindingFlags.Public)
        where !InCodeAlone.Contains(property.Name, StringComparer.Ordinal)
        from setting in property.PropertyType.Name.EndsWith("Options", StringComparison.Ordinal)
            ? Defaults(property.GetValue(options)!, $"{prefix}{property.Name}:")
            : [($"{prefix}{property.Name}", Text(property.GetValue(options)))]
        select setting;

    private static string Text(object? value) => value switch
    {
        IEnumerable<string> list => string.Join(", ", list),
        IDictionary<string, string> names => string.Join(", ", names.Keys),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };

    // Null: the settings are taken.
    private static string? Problem(string setting, string value)
    {
        var values = new Dictionary<string, string?> { ["Auth0:Domain"] = "organizer.eu.auth0.com", ["Auth0:Audience"] = "urn:organizer-api", [$"Auth0:{setting}"] = value };
        try
        {
            _ = ReadmeTests.OptionsOf(new ConfigurationBuilder().AddInMemoryCollection(values).Build().GetSection("Auth0"));
            return null;
        }
        catch (OptionsValidationException exception)
        {
            return exception.Message;
        }
    }

    private static string Beyond(string end, int direction) =>
        end.Contains(':', StringComparison.Ordinal) ? (TimeSpan.Parse(end, CultureInfo.InvariantCulture) + TimeSpan.FromSeconds(direction)).ToString()
        : end.Contains('.', StringComparison.Ordinal) || end == "1" && direction > 0 ? (double.Parse(end, CultureInfo.InvariantCulture) + 0.01 * direction).ToString(CultureInfo.InvariantCulture)
        : (int.Parse(end, CultureInfo.InvariantCulture) + direction).ToString(CultureInfo.InvariantCulture);
}
