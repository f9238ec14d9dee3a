using ApiAuth.Middleware.Scopes;

namespace ApiAuth.Middleware.Configuration;

/// <summary>The range of each setting that has one: wide enough for every good reason, too narrow to switch a check off.</summary>
sealed class RangeRules(ApiAuthOptions options)
{
    private static readonly string[] Algorithms = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"];

    public IEnumerable<string> Failures() => new[]
    {
        Range("Tokens:MaxLength", options.Tokens.MaxLength, 1024, 65_536, "characters"),
        Range("Tokens:ClockSkew", options.Tokens.ClockSkew, TimeSpan.Zero, TimeSpan.FromMinutes(5)),
        Choice("Tokens:Profile", options.Tokens.Profile),
        Choice("Keys:Startup", options.Keys.Startup),
        Range("Keys:KeyLifetime", options.Keys.KeyLifetime, TimeSpan.FromMinutes(1), TimeSpan.FromHours(24)),
        Range("Keys:RefreshAhead", options.Keys.RefreshAhead, 0.5, 1, "of the lifetime"),
        Range("Keys:MaxStale", options.Keys.MaxStale, TimeSpan.Zero, TimeSpan.FromDays(7)),
        Range("Keys:UnknownKidBurst", options.Keys.UnknownKidBurst, 1, 10, "fetches"),
        Range("Keys:UnknownKidInterval", options.Keys.UnknownKidInterval, TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(10)),
        Range("Keys:FetchTimeout", options.Keys.FetchTimeout, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(60)),
        Range("Keys:MaxDocumentSize", options.Keys.MaxDocumentSize, 16 * 1024, 4 * 1024 * 1024, "bytes"),
        Range("TokenCache:Capacity", options.TokenCache.Capacity, 0, 1_000_000, "tokens"),
        Realm(),
        options.TimeProvider is null ? $"{options.PathOf("TimeProvider")} is null. Leave it at TimeProvider.System." : null,
    }.OfType<string>().Concat(AlgorithmFailures());

    private string? Range<T>(string setting, T value, T least, T most, string unit = "")
        where T : IComparable<T> =>
        value.CompareTo(least) >= 0 && value.CompareTo(most) <= 0
            ? null
            : FormattableString.Invariant($"{options.PathOf(setting)} is {value}. Write there a value from {least} to {most}{(unit.Length > 0 ? $" {unit}" : "")}.");

    private string? Choice<TEnum>(string setting, TEnum value)
        where TEnum : struct, Enum =>
        Enum.IsDefined(value) ? null : $"{options.PathOf(setting)} is {value}. Write there one of {string.Join(", ", Enum.GetNames<TEnum>())}.";

    private string? Realm() =>
        options.Challenges.Realm is { Length: > 0 } realm && realm.Replace(" ", "", StringComparison.Ordinal) is { Length: > 0 } words && RequiredWords.IsWord(words)
            ? null
            : $"{options.PathOf("Challenges:Realm")} is \"{options.Challenges.Realm}\". Write there printable ASCII without quotes and backslashes, for example \"api\".";

    private IEnumerable<string> AlgorithmFailures()
    {
        var listed = options.Tokens.Algorithms ?? [];
        if (listed.Count == 0)
            yield return $"{options.PathOf("Tokens:Algorithms")} is empty. Write there the algorithm that your issuer signs with, for example \"RS256\".";
        foreach (var algorithm in listed.Where(algorithm => !Algorithms.Contains(algorithm, StringComparer.Ordinal)))
            yield return $"{options.PathOf("Tokens:Algorithms")} holds \"{algorithm}\", which cannot be allowed: unsigned and symmetric tokens prove nothing here. Write there some of {string.Join(", ", Algorithms)}.";
    }
}
