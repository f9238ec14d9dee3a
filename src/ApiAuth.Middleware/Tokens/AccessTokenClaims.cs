using System.Security.Claims;
using System.Text.Json;

namespace ApiAuth.Middleware.Tokens;

/// <summary>The claims of a token in ASP.NET's form, made once per token and copied into each request's identity.</summary>
/// <remarks>Claims keep their names. An array gives one claim per element and <c>scope</c> one per word; an object is one claim of JSON text.</remarks>
sealed class AccessTokenClaims(AccessToken token, string? roleClaim)
{
    private const string DefaultRoleClaim = "roles";
    private readonly Lazy<(string Type, string Value, string ValueType)[]> claims = new(() => [.. Read(token, roleClaim)]);

    public string RoleClaimType => roleClaim ?? DefaultRoleClaim;

    /// <summary>New claims for an identity of one request: what a request does to them changes no other request's.</summary>
    public IEnumerable<Claim> CopyTo(ClaimsIdentity subject) =>
        claims.Value.Select(claim => new Claim(claim.Type, claim.Value, claim.ValueType, token.Issuer, token.Issuer, subject));

    private static IEnumerable<(string, string, string)> Read(AccessToken token, string? roleClaim)
    {
        foreach (var member in token.Claims.EnumerateObject())
            foreach (var claim in ReadMember(member, token))
                yield return claim;
        foreach (var role in NestedRoles(token.Claims, roleClaim))
            yield return (roleClaim!, role, ClaimValueTypes.String);
    }

    private static IEnumerable<(string, string, string)> ReadMember(JsonProperty member, AccessToken token)
    {
        if (member.NameEquals("scope"))
            return token.Scopes.Select(scope => ("scope", scope, ClaimValueTypes.String));
        return member.Value.ValueKind == JsonValueKind.Array
            ? member.Value.EnumerateArray().Select(item => (member.Name, TextOf(item), TypeOf(item)))
            : [(member.Name, TextOf(member.Value), TypeOf(member.Value))];
    }

    // The exact name comes first and is among the claims already; otherwise the name is a path: realm_access.roles.
    private static string[] NestedRoles(JsonElement claims, string? path)
    {
        if (path is null || claims.TryGetProperty(path, out _))
            return [];
        var steps = path.Split('.');
        foreach (var step in steps[..^1])
            if (claims.ValueKind != JsonValueKind.Object || !claims.TryGetProperty(step, out claims))
                return [];
        return claims.ValueKind == JsonValueKind.Object && claims.TryGetProperty(steps[^1], out var roles) ? roles.Texts() : [];
    }

    private static string TextOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        _ => value.GetRawText(),
    };

    private static string TypeOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => ClaimValueTypes.String,
        JsonValueKind.True or JsonValueKind.False => ClaimValueTypes.Boolean,
        JsonValueKind.Number when value.TryGetInt64(out _) => ClaimValueTypes.Integer64,
        JsonValueKind.Number => ClaimValueTypes.Double,
        JsonValueKind.Null => "JSON_NULL",
        _ => "JSON",
    };
}
