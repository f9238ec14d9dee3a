using System.Text.Json;

namespace ApiAuth.LocalTenant.Management;

/// <summary>A request that was let in, with everything in it checked.</summary>
/// <param name="Scopes">The scopes of the caller's token.</param>
/// <param name="Id">The last variable part of the path; empty for none.</param>
/// <param name="Query">The parameters of the query as a JSON object.</param>
/// <param name="Body">The body; undefined for none.</param>
internal sealed record ManagementRequest(IReadOnlyList<string> Scopes, string Id, JsonElement Query, JsonElement Body)
{
    public string? this[string parameter] => Query.TryGetProperty(parameter, out var value) ? value.ToString() : null;

    public int? Number(string parameter) => Query.TryGetProperty(parameter, out var value) ? value.GetInt32() : null;

    public bool? Flag(string parameter) => Query.TryGetProperty(parameter, out var value) ? value.GetBoolean() : null;

    public bool Has(ApiScope scope) => Scopes.Contains(scope.Value);
}
