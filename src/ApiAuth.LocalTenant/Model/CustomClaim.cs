using System.Text.Json;

namespace ApiAuth.LocalTenant;

/// <summary>A claim of your own in the tokens of a user, client or API. Where names meet, the user's wins over the client's, and that over the API's.</summary>
/// <param name="Name">Not one of the names that the protocol uses, such as <c>sub</c> or <c>scope</c>.</param>
/// <param name="Value">Any JSON.</param>
public sealed record CustomClaim(string Name, JsonElement Value)
{
    /// <summary>A claim with what <paramref name="value"/> is as JSON.</summary>
    public static CustomClaim Of<T>(string name, T value) => new(name, JsonSerializer.SerializeToElement(value));

    /// <summary>The same name and the same JSON.</summary>
    public bool Equals(CustomClaim? other) => other is not null && Name == other.Name && JsonElement.DeepEquals(Value, other.Value);

    /// <inheritdoc/>
    public override int GetHashCode() => Name.GetHashCode(StringComparison.Ordinal);
}
