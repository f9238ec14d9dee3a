using ApiAuth.LocalTenant.Schemas;

namespace ApiAuth.LocalTenant.Management;

/// <summary>One operation of the Management API.</summary>
/// <param name="Method">The HTTP method.</param>
/// <param name="Path">One of <see cref="TenantPaths"/>.</param>
/// <param name="Scopes">One of these scopes lets a caller in.</param>
/// <param name="Answer">What it does.</param>
internal sealed record ManagementRoute(string Method, string Path, IReadOnlyList<ApiScope> Scopes, Func<ManagementRequest, ManagementAnswer> Answer)
{
    /// <summary>Whether the caller needs every one of <see cref="Scopes"/>.</summary>
    public bool NeedsAllScopes { get; init; }

    /// <summary>What the body must be; null: it is not read.</summary>
    public ObjectShape? Body { get; init; }

    /// <summary>The parameters of the query.</summary>
    public ObjectShape Query { get; init; } = new([]);

    public static ManagementRoute Get(string path, ApiScope scope, Func<ManagementRequest, ManagementAnswer> answer) => new("GET", path, [scope], answer);

    public static ManagementRoute Post(string path, ApiScope scope, Func<ManagementRequest, ManagementAnswer> answer) => new("POST", path, [scope], answer);

    public static ManagementRoute Patch(string path, ApiScope scope, Func<ManagementRequest, ManagementAnswer> answer) => new("PATCH", path, [scope], answer);

    public static ManagementRoute Put(string path, ApiScope scope, Func<ManagementRequest, ManagementAnswer> answer) => new("PUT", path, [scope], answer);

    public static ManagementRoute Delete(string path, ApiScope scope, Func<ManagementRequest, ManagementAnswer> answer) => new("DELETE", path, [scope], answer);

    public ManagementRoute Or(ApiScope scope) => this with { Scopes = [.. Scopes, scope] };

    public ManagementRoute And(ApiScope scope) => this with { Scopes = [.. Scopes, scope], NeedsAllScopes = true };

    public ManagementRoute Reads(ObjectShape body) => this with { Body = body };

    public ManagementRoute Asks(params ObjectMember[] parameters) => this with { Query = new(parameters) };
}
