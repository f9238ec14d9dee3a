using System.Text;
using System.Text.Json;
using ApiAuth.Middleware.Keys;

namespace ApiAuth.Middleware.Configuration;

/// <summary>A JWK Set that is given as text must hold a key that can be used: there is no later fetch that could bring one.</summary>
sealed class JwksRules(ApiAuthOptions options)
{
    private const string Example = "the issuer's JWK Set as one text, {\"keys\":[…]}, with at least one public RSA key of 2048 bits or more, or EC key";

    public IEnumerable<string> Failures()
    {
        if (options.Keys.Jwks is { } jwks && Problem(jwks) is { } problem)
            yield return $"{options.PathOf("Keys:Jwks")} {problem}. Write there {Example}.";
    }

    private static string? Problem(string jwks)
    {
        var passedOver = new PassedOver();
        try
        {
            return JwksReader.Read(Encoding.UTF8.GetBytes(jwks), passedOver.Add).Count > 0
                ? null
                : $"holds no key that can check an access token ({passedOver})";
        }
        catch (JsonException)
        {
            return "is no JWK Set";
        }
    }
}
