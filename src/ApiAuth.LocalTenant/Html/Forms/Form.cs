using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace ApiAuth.LocalTenant.Html.Forms;

/// <summary>What a form shows: the values to begin with or the ones that were entered, and what is wrong with them.</summary>
internal sealed class Form
{
    /// <summary>What a single check box sends.</summary>
    public const string Yes = "yes";

    /// <summary>30 days, in seconds.</summary>
    public const int LongestLifetime = 30 * 24 * 60 * 60;

    private readonly Dictionary<string, StringValues> values;
    private readonly List<FormProblem> problems = [];

    private Form(Dictionary<string, StringValues> values) => this.values = values;

    public static Form Empty { get; } = new([]);

    public IReadOnlyList<FormProblem> Problems => problems;

    public bool IsGood => problems.Count == 0;

    /// <summary>One value, without white space at its ends; empty where there is none.</summary>
    public string this[string name] => (values.GetValueOrDefault(name).FirstOrDefault() ?? "").Trim();

    /// <summary>A lifetime to begin with.</summary>
    public static string? SecondsOf(TimeSpan? time) => time is { } known ? ((long)known.TotalSeconds).ToString(CultureInfo.InvariantCulture) : null;

    /// <summary>The form as it begins.</summary>
    public static Form Beginning(params IEnumerable<(string Name, StringValues Values)> values) => new(values.ToDictionary(value => value.Name, value => value.Values));

    /// <summary>The values of a check box to begin with.</summary>
    public static StringValues Checked(bool value) => value ? Yes : StringValues.Empty;

    /// <summary>The form as it was sent.</summary>
    public static async Task<Form> ReadAsync(HttpRequest request)
    {
        var sent = await request.ReadFormAsync(request.HttpContext.RequestAborted);
        return new(sent.ToDictionary(field => field.Key, field => field.Value));
    }

    /// <summary>Every value of this name, such as the boxes that were checked.</summary>
    public IReadOnlyList<string> All(string name) => [.. values.GetValueOrDefault(name).OfType<string>()];

    public bool Contains(string name) => values.ContainsKey(name);

    public bool Has(string name, string value) => values.GetValueOrDefault(name).Contains(value);

    /// <summary>The lines of a text area that say something.</summary>
    public IReadOnlyList<string> Lines(string name) => this[name].Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The value, or null where there is none.</summary>
    public string? Optional(string name) => this[name] is { Length: > 0 } value ? value : null;

    /// <summary>The value; a problem where there is none.</summary>
    public string Required(string name, string message)
    {
        if (this[name].Length == 0)
            Refuse(name, message);
        return this[name];
    }

    public bool IsChecked(string name) => Has(name, Yes);

    /// <summary>The value of an enumeration that was chosen; a problem where none was.</summary>
    public TEnum One<TEnum>(string name, string message)
        where TEnum : struct, Enum
    {
        if (Enum.GetNames<TEnum>().Contains(this[name]))
            return Enum.Parse<TEnum>(this[name]);
        Refuse(name, message);
        return default;
    }

    /// <summary>A number of seconds; null where nothing is written, a problem where it is none of 1 to <paramref name="longest"/>.</summary>
    public TimeSpan? Seconds(string field, int longest = int.MaxValue)
    {
        if (Optional(field) is not { } text)
            return null;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds >= 1 && seconds <= longest)
            return TimeSpan.FromSeconds(seconds);
        Refuse(field, $"Write whole seconds, from 1 to {longest}.");
        return null;
    }

    /// <summary>The life of a token, 1 second to 30 days; a problem where there is none.</summary>
    public TimeSpan Lifetime(string field)
    {
        Required(field, $"Write whole seconds, from 1 to {LongestLifetime}.");
        return Seconds(field, LongestLifetime) ?? default;
    }

    public void Refuse(string field, string message) => problems.Add(new(field, message));

    public string? ProblemOf(string field) => problems.Find(problem => problem.Field == field)?.Message;

    /// <summary>Makes a change, unless something is wrong already; what the tenant refuses becomes a problem of the form.</summary>
    public bool Try(Action change)
    {
        if (!IsGood)
            return false;
        try
        {
            change();
            return true;
        }
        catch (LocalTenantException refusal)
        {
            problems.Add(new(null, refusal.Message));
            return false;
        }
    }
}

/// <summary>What is wrong with a form.</summary>
/// <param name="Field">The field; null when it is not a single one.</param>
/// <param name="Message">A sentence for people.</param>
internal sealed record FormProblem(string? Field, string Message);
