using System.Text;
using System.Text.Json;
using ApiAuth.LocalTenant.Keys;
using Microsoft.IdentityModel.Tokens;

namespace ApiAuth.LocalTenant.Tokens;

/// <summary>Reads back tokens that the tenant signed and whose key it still publishes.</summary>
internal sealed class AccessTokenReader(TenantIssuer issuer, SigningKeys keys, TimeProvider time)
{
    /// <summary>The header and the claims; null where the tenant did not issue the token, or it is no longer good.</summary>
    public ReadToken? Read(string token) => ReadExpired(token) is { } read && read.ExpiresAt > time.GetUtcNow() ? read : null;

    /// <summary>As <see cref="Read"/>, but also a token that was good once.</summary>
    public ReadToken? ReadExpired(string token)
    {
        if (token.Split('.') is not [var header, var payload, var signature])
            return null;
        try
        {
            using var head = JsonDocument.Parse(Base64UrlEncoder.DecodeBytes(header));
            if (!IsSigned(head.RootElement, Encoding.ASCII.GetBytes($"{header}.{payload}"), Base64UrlEncoder.DecodeBytes(signature)))
                return null;
            using var body = JsonDocument.Parse(Base64UrlEncoder.DecodeBytes(payload));
            var read = new ReadToken(head.RootElement.Clone(), body.RootElement.Clone());
            return read.Text("iss") == issuer.Value && read.ExpiresAt is not null ? read : null;
        }
        catch (Exception malformed) when (malformed is FormatException or JsonException or InvalidOperationException or ArgumentException)
        {
            return null;
        }
    }

    private bool IsSigned(JsonElement header, byte[] input, byte[] signature) =>
        header.TryGetProperty("kid", out var kid)
        && header.TryGetProperty("alg", out var alg)
        && Algorithm(alg.GetString()) is { } algorithm
        && keys.Set.Find(kid.GetString()) is { } key
        && key.Verify(input, signature, algorithm);

    // By its name alone: an enumeration can be parsed from any number, too.
    private static SigningAlgorithm? Algorithm(string? name) =>
        Enum.GetNames<SigningAlgorithm>().Contains(name) ? Enum.Parse<SigningAlgorithm>(name!) : null;
}

/// <summary>A token that the tenant issued.</summary>
internal sealed record ReadToken(JsonElement Header, JsonElement Claims)
{
    public IReadOnlyList<string> Scope => ScopeString.Parse(Text("scope"));

    public string? ClientId => Text("client_id") ?? Text("azp");

    public DateTimeOffset? ExpiresAt => Number("exp") is { } expiry ? DateTimeOffset.FromUnixTimeSeconds(expiry) : null;

    public IReadOnlyList<string> Audiences => !Claims.TryGetProperty("aud", out var audience) ? [] : audience.ValueKind switch
    {
        JsonValueKind.String => [audience.GetString()!],
        JsonValueKind.Array => [.. audience.EnumerateArray().Where(one => one.ValueKind == JsonValueKind.String).Select(one => one.GetString()!)],
        _ => [],
    };

    public bool IsFor(string audience) => Audiences.Contains(audience);

    public long? Number(string claim) => Claims.TryGetProperty(claim, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetInt64() : null;

    public string? Text(string claim) => Claims.TryGetProperty(claim, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
