using System.Security.Cryptography;
using System.Text;
using ApiAuth.LocalTenant.OAuth;
using Microsoft.IdentityModel.Tokens;

namespace ApiAuth.LocalTenant.Authorize;

/// <summary>Proof Key for Code Exchange (RFC 7636), with S256 only: a plain challenge shows its verifier to everybody who sees the request.</summary>
internal static class ProofKey
{
    private const int ChallengeLength = 43;

    public static OAuthError? RefuseChallenge(OAuthParameters parameters, Client client)
    {
        if (parameters["code_challenge"] is not { } challenge)
            return IsRequired(client) || parameters["code_challenge_method"] is not null ? AuthorizeError.PkceRequired : null;
        if (parameters["code_challenge_method"] != "S256")
            return AuthorizeError.PlainChallenge;
        return challenge.Length == ChallengeLength && challenge.All(IsBase64Url) ? null : AuthorizeError.BadChallenge;
    }

    /// <summary>Whether the verifier made the challenge; neither of them goes without the other (RFC 9700 §2.1.1).</summary>
    public static bool Fits(string? challenge, string? verifier)
    {
        if (challenge is null || verifier is null)
            return challenge is null && verifier is null;
        if (verifier.Length is < 43 or > 128)
            return false;
        var made = Base64UrlEncoder.Encode(SHA256.HashData(Encoding.UTF8.GetBytes(verifier)));
        return CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(made), Encoding.ASCII.GetBytes(challenge));
    }

    // RFC 9700 §2.1.1 for public clients; Auth0 for strict third-party applications.
    private static bool IsRequired(Client client) => client.IsStrictThirdParty || client.TokenEndpointAuthMethod == TokenEndpointAuthMethod.None;

    private static bool IsBase64Url(char c) => char.IsAsciiLetterOrDigit(c) || c is '-' or '_';
}
