using System.Text.Json;
using ApiAuth.Middleware.Tokens;

namespace ApiAuth.Middleware.Tests.Tokens.Cache;

/// <summary>Tokens to remember, by number.</summary>
static class CacheToken
{
    private static readonly JsonElement Claims = JsonElement.Parse("""{ "iss": "https://tenant.test/", "sub": "u", "aud": "a", "exp": 253402300799 }""");

    public static TokenHash Hash(int index) => TokenHash.Of($"token {index}")!.Value;

    public static RememberedToken Of(int index) => Of(Hash(index));

    public static RememberedToken Of(TokenHash hash) => new(hash, new AccessToken(new KnownClaims(Claims), roleClaim: null), key: null!, issuer: null!);
}
