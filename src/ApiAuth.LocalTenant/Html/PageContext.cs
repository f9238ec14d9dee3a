namespace ApiAuth.LocalTenant.Html;

/// <summary>What every page knows of the request that it answers.</summary>
/// <param name="Root">The path that the tenant's own paths are below, without slash at its end; mostly empty.</param>
/// <param name="TenantName">What people call the tenant.</param>
/// <param name="FormToken">Proves that a form came from a page of this tenant.</param>
/// <param name="Notice">What to say about the change that led here; null for nothing.</param>
internal sealed record PageContext(string Root, string TenantName, FormToken FormToken, string? Notice)
{
    public string Link(string path) => Root + path;
}

/// <summary>The hidden field that each form carries against forgery from other sites.</summary>
internal sealed record FormToken(string Name, string Value)
{
    public override string ToString() => Name;
}
