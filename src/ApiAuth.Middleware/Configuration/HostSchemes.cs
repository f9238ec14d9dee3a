namespace ApiAuth.Middleware.Configuration;

/// <summary>What registration collects for the host: the schemes, in order, and what holds for all of them.</summary>
sealed class HostSchemes
{
    private readonly List<string> names = [];

    public IReadOnlyList<string> Names => names;

    public bool RequireAuthenticatedByDefault { get; set; }

    public bool Contains(string? scheme) => scheme is not null && names.Contains(scheme, StringComparer.Ordinal);

    /// <exception cref="InvalidOperationException">The scheme was added before.</exception>
    public void Add(string scheme)
    {
        if (Contains(scheme))
            throw new InvalidOperationException($"AddAuth0ApiAuthorization was called twice for the scheme \"{scheme}\". Give the second a name of its own: AddAuth0ApiAuthorization(\"Partner\", …).");
        names.Add(scheme);
    }
}
