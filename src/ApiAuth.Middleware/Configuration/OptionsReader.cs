using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace ApiAuth.Middleware.Configuration;

/// <summary>
/// Reads a configuration section into the options, name by name and without reflection. What it cannot read becomes a problem that stops the start.
/// </summary>
sealed class OptionsReader
{
    private readonly ApiAuthOptions options;
    private readonly Dictionary<string, Action<IConfigurationSection>> root;
    private readonly Dictionary<string, Action<IConfigurationSection>> tokens;
    private readonly Dictionary<string, Action<IConfigurationSection>> keys;
    private readonly Dictionary<string, Action<IConfigurationSection>> tokenCache;
    private readonly Dictionary<string, Action<IConfigurationSection>> challenges;

    private OptionsReader(ApiAuthOptions options)
    {
        this.options = options;
        root = Table(
            ("Domain", Text(value => options.Domain = value)),
            ("Domains", List(values => options.Domains = values)),
            ("Issuer", Text(value => options.Issuer = value)),
            ("MetadataAddress", Text(value => options.MetadataAddress = value)),
            ("JwksUri", Text(value => options.JwksUri = value)),
            ("Audience", Text(value => options.Audience = value)),
            ("Audiences", List(values => options.Audiences = values)),
            ("Scopes", section => options.Scopes = ScopeSection.Read(section, Problem)),
            ("RoleClaim", Text(value => options.RoleClaim = value)),
            ("Tokens", section => Each(section, tokens!)),
            ("Keys", section => Each(section, keys!)),
            ("TokenCache", section => Each(section, tokenCache!)),
            ("Challenges", section => Each(section, challenges!)));
        tokens = Table(
            ("MaxLength", Number(value => options.Tokens.MaxLength = value)),
            ("ClockSkew", Duration(value => options.Tokens.ClockSkew = value)),
            ("Algorithms", List(values => options.Tokens.Algorithms = values)),
            ("Profile", Choice<TokenProfile>(value => options.Tokens.Profile = value)));
        keys = Table(
            ("Jwks", Text(value => options.Keys.Jwks = value)),
            ("Startup", Choice<KeyStartup>(value => options.Keys.Startup = value)),
            ("KeyLifetime", Duration(value => options.Keys.KeyLifetime = value)),
            ("RefreshAhead", Share(value => options.Keys.RefreshAhead = value)),
            ("MaxStale", Duration(value => options.Keys.MaxStale = value)),
            ("UnknownKidBurst", Number(value => options.Keys.UnknownKidBurst = value)),
            ("UnknownKidInterval", Duration(value => options.Keys.UnknownKidInterval = value)),
            ("FetchTimeout", Duration(value => options.Keys.FetchTimeout = value)),
            ("MaxDocumentSize", Number(value => options.Keys.MaxDocumentSize = value)));
        tokenCache = Table(("Capacity", Number(value => options.TokenCache.Capacity = value)));
        challenges = Table(
            ("Realm", Text(value => options.Challenges.Realm = value ?? "")),
            ("ProblemDetails", Flag(value => options.Challenges.ProblemDetails = value)));
    }

    /// <exception cref="OptionsValidationException">It is no section, so nothing in it can be judged.</exception>
    public static void Read(IConfiguration configuration, ApiAuthOptions options)
    {
        if (configuration is not IConfigurationSection section)
            throw new OptionsValidationException(Options.DefaultName, typeof(ApiAuthOptions),
                ["AddAuth0ApiAuthorization was given the whole configuration. Pass one section of it: configuration.GetSection(\"Auth0\"), which holds Auth0:Domain and Auth0:Audience."]);
        new OptionsReader(options).ReadRoot(section);
    }

    private static Dictionary<string, Action<IConfigurationSection>> Table(params (string Name, Action<IConfigurationSection> Read)[] entries) =>
        entries.ToDictionary(entry => entry.Name, entry => entry.Read, StringComparer.OrdinalIgnoreCase);

    private void ReadRoot(IConfigurationSection section)
    {
        options.ConfigurationPath = section.Path;
        Each(section, root);
    }

    private void Each(IConfigurationSection section, Dictionary<string, Action<IConfigurationSection>> table)
    {
        if (section.Value is { Length: > 0 })
            Problem(section, $"is a text; write there a section, with members such as {table.Keys.First()}");
        foreach (var child in section.GetChildren())
            if (table.TryGetValue(child.Key, out var read))
                read(child);
            else
                options.ConfigurationProblems.Add($"{child.Path} is no setting of ApiAuth.Middleware{Spelling.Suggest(child.Key, table.Keys)}");
    }

    private Action<IConfigurationSection> Text(Action<string?> set) => section =>
    {
        if (section.GetChildren().Any())
            Problem(section, "must be one text, not a list or a section");
        else
            set(string.IsNullOrWhiteSpace(section.Value) ? null : section.Value.Trim());
    };

    private Action<IConfigurationSection> List(Action<IList<string>> set) => section =>
    {
        var children = section.GetChildren().ToArray();
        if (section.Value is { Length: > 0 } one)
            set([one.Trim()]);
        else if (Array.TrueForAll(children, child => child.Value is not null && int.TryParse(child.Key, CultureInfo.InvariantCulture, out _)))
            set([.. children.OrderBy(child => int.Parse(child.Key, CultureInfo.InvariantCulture)).Select(child => child.Value!.Trim())]);
        else
            Problem(section, "must be a list of texts, or one text");
    };

    private Action<IConfigurationSection> Number(Action<int> set) =>
        Value(text => int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var value) ? value : null, set, "a whole number");

    private Action<IConfigurationSection> Share(Action<double> set) =>
        Value(text => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : null, set, "a number such as 0.8");

    private Action<IConfigurationSection> Flag(Action<bool> set) => Value(text => bool.TryParse(text, out var value) ? value : null, set, "true or false");

    private Action<IConfigurationSection> Duration(Action<TimeSpan> set) => Value(DurationText.Parse, set, DurationText.Expected);

    private Action<IConfigurationSection> Choice<TEnum>(Action<TEnum> set)
        where TEnum : struct, Enum =>
        Value(text => Enum.GetNames<TEnum>().Contains(text, StringComparer.OrdinalIgnoreCase) ? Enum.Parse<TEnum>(text, ignoreCase: true) : (TEnum?)null, set,
            $"one of {string.Join(", ", Enum.GetNames<TEnum>())}");

    private Action<IConfigurationSection> Value<T>(Func<string, T?> parse, Action<T> set, string expected)
        where T : struct => section =>
    {
        if (section.Value?.Trim() is { Length: > 0 } text && parse(text) is { } value)
            set(value);
        else
            Problem(section, $"must be {expected}, not \"{section.Value}\"");
    };

    private void Problem(IConfigurationSection section, string problem) => options.ConfigurationProblems.Add($"{section.Path} {problem}.");
}
