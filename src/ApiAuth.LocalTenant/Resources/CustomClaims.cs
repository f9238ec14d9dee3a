using System.Text.Json;
using System.Text.Json.Nodes;
using ApiAuth.LocalTenant.Schemas;

namespace ApiAuth.LocalTenant.Resources;

/// <summary>Claims of one's own, as an object. Auth0 has them in actions; here they stand in the seed.</summary>
internal static class CustomClaims
{
    public static Member<T> Member<T>(Func<T, IReadOnlyList<CustomClaim>> get, Func<T, IReadOnlyList<CustomClaim>, T> set) => new(
        "custom_claims",
        new MapShape { Description = "Claims that are added to tokens." },
        resource => new JsonObject(get(resource).Select(claim => KeyValuePair.Create(claim.Name, JsonSerializer.SerializeToNode(claim.Value)))),
        (resource, json) => set(resource, [.. json.EnumerateObject().Select(claim => new CustomClaim(claim.Name, claim.Value.Clone()))]))
    {
        Use = MemberUse.Seed,
    };
}
