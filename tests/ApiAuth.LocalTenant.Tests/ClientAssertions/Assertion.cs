using System.Text;
using System.Text.Json.Nodes;
using Microsoft.IdentityModel.Tokens;

namespace ApiAuth.LocalTenant.Tests.ClientAssertions;

/// <summary>An assertion by which Gift Deliveries says who it is: a good one, to be broken with <c>with</c>. Null leaves a member out.</summary>
public sealed record Assertion
{
    public const string Type = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    /// <summary>What the clock of these tests says.</summary>
    public const long Now = 1_800_000_000;

    public static Assertion Valid { get; } = new();

    public JsonNode? Alg { get; init; } = "RS256";

    public JsonNode? Typ { get; init; } = "JWT";

    public JsonNode? Kid { get; init; }

    public JsonNode? Iss { get; init; } = SampleTenant.GiftDeliveries.ClientId;

    public JsonNode? Sub { get; init; } = SampleTenant.GiftDeliveries.ClientId;

    public JsonNode? Aud { get; init; } = TenantUnderTest.Issuer;

    public JsonNode? Exp { get; init; } = Now + 60;

    public JsonNode? Iat { get; init; } = Now;

    public JsonNode? Nbf { get; init; }

    public JsonNode? Jti { get; init; } = "one";

    public JsonNode? Crit { get; init; }

    /// <summary>In place of the claims.</summary>
    public string? Payload { get; init; }

    /// <summary>In place of <see cref="Alg"/>, for the signature itself.</summary>
    public string? SignedAs { get; init; }

    internal Signer Signer { get; init; } = Signer.Rsa;

    public override string ToString()
    {
        var header = Members(("alg", Alg), ("typ", Typ), ("kid", Kid), ("crit", Crit));
        var payload = Payload ?? Members(("iss", Iss), ("sub", Sub), ("aud", Aud), ("exp", Exp), ("iat", Iat), ("nbf", Nbf), ("jti", Jti));
        var input = $"{Base64UrlEncoder.Encode(header)}.{Base64UrlEncoder.Encode(payload)}";
        return $"{input}.{Base64UrlEncoder.Encode(Signer.Sign(Encoding.ASCII.GetBytes(input), SignedAs ?? (Alg as JsonValue)?.ToString() ?? ""))}";
    }

    private static string Members(params IEnumerable<(string Name, JsonNode? Value)> members) =>
        new JsonObject(members.Where(member => member.Value is not null).Select(member => KeyValuePair.Create(member.Name, member.Value?.DeepClone()))).ToJsonString();
}
