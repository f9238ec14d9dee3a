using ApiAuth.LocalTenant.Keys;
using ApiAuth.LocalTenant.Tokens;
using Microsoft.AspNetCore.Http;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace ApiAuth.LocalTenant.Management;

/// <summary>Who calls the Management API, from a token of this tenant for it (RFC 6750 §2.1).</summary>
internal sealed record ManagementCaller(string? ClientId, IReadOnlyList<string> Scopes)
{
    private const string Scheme = "Bearer ";
    private static readonly JsonWebTokenHandler Tokens = new() { MapInboundClaims = false };

    /// <summary>The caller, or why it is not let in.</summary>
    public static async ValueTask<(ManagementCaller? Caller, ManagementAnswer? Refusal)> OfAsync(HttpRequest request, string issuer, SigningKeySet keys, TimeProvider time)
    {
        var credentials = request.Headers.Authorization.ToString();
        if (!credentials.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
            return (null, ManagementAnswer.MissingAuthentication);
        var token = credentials[Scheme.Length..];
        if (token.Count(character => character == '.') != 2)
            return (null, ManagementAnswer.NotAToken);

        var result = await Tokens.ValidateTokenAsync(token, Expected(issuer, keys, time));
        return result.IsValid ? (Read((JsonWebToken)result.SecurityToken), null) : (null, ManagementAnswer.InvalidToken);
    }

    private static TokenValidationParameters Expected(string issuer, SigningKeySet keys, TimeProvider time) => new()
    {
        ValidIssuer = issuer,
        ValidAudience = issuer + "api/v2/",
        IgnoreTrailingSlashWhenValidatingAudience = false,
        ValidAlgorithms = [SecurityAlgorithms.RsaSha256],
        ValidTypes = ["JWT"],
        IssuerSigningKeys = keys.Published.Select(key => key.SecurityKey),
        LifetimeValidator = (_, expires, _, _) => expires is { } end && time.GetUtcNow().UtcDateTime < end,
    };

    private static ManagementCaller Read(JsonWebToken token) =>
        new(Claim(token, "azp"), ScopeString.Parse(Claim(token, "scope")));

    private static string? Claim(JsonWebToken token, string name) => token.TryGetPayloadValue<string>(name, out var value) ? value : null;
}
