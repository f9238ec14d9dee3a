using System.Text.Json.Nodes;

namespace ApiAuth.LocalTenant.Tokens;

internal static class ClaimObject
{
    /// <summary>Adds claims of one's own; the last of a name wins, and none takes the place of a claim that the tenant wrote.</summary>
    public static void Add(this JsonObject payload, params IEnumerable<CustomClaim> claims)
    {
        foreach (var claim in claims.Reverse().Where(claim => !payload.ContainsKey(claim.Name)).DistinctBy(claim => claim.Name).Reverse())
            payload[claim.Name] = JsonNode.Parse(claim.Value.GetRawText());
    }
}
