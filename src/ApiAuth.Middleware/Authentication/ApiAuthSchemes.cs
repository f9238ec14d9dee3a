using System.Collections.Frozen;

namespace ApiAuth.Middleware.Authentication;

/// <summary>The host's schemes by name.</summary>
sealed class ApiAuthSchemes(IEnumerable<ApiAuthScheme> schemes)
{
    private readonly FrozenDictionary<string, ApiAuthScheme> byName = schemes.ToFrozenDictionary(scheme => scheme.Name, StringComparer.Ordinal);

    public IReadOnlyCollection<ApiAuthScheme> All => byName.Values;

    public ApiAuthScheme this[string name] => byName[name];
}
