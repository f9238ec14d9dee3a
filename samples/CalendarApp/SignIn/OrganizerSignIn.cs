using System.Buffers.Text;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text.Encodings.Web;
using CalendarApp.Sessions;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OAuth;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;

namespace CalendarApp.SignIn;

/// <summary>
/// Authorization code with PKCE and state, which are ASP.NET Core's, and what OpenID Connect adds: a nonce, and an ID token that says who signed in.
/// The tokens go to a session of this server; the browser's cookie gets the name of the session.
/// </summary>
sealed class OrganizerSignIn(
    IOptionsMonitor<OAuthOptions> options, ILoggerFactory logger, UrlEncoder encoder, IdTokens idTokens, OpenSessions sessions)
    : OAuthHandler<OAuthOptions>(options, logger, encoder)
{
    private const string Nonce = "nonce";

    protected override string BuildChallengeUrl(AuthenticationProperties properties, string redirectUri)
    {
        var nonce = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        properties.Items[Nonce] = nonce; // before the base encrypts the properties: they are the state
        return QueryHelpers.AddQueryString(base.BuildChallengeUrl(properties, redirectUri), Nonce, nonce);
    }

    protected override async Task<AuthenticationTicket> CreateTicketAsync(ClaimsIdentity identity, AuthenticationProperties properties, OAuthTokenResponse tokens)
    {
        var idToken = tokens.Response!.RootElement.GetProperty("id_token").GetString();
        var claims = await idTokens.ReadAsync(idToken, properties.Items[Nonce]!);
        foreach (var name in (string[])["sub", "email"])
            if (claims.FindFirst(name) is { } claim)
                identity.AddClaim(new(name, claim.Value));

        identity.AddClaim(sessions.Open(new(tokens.AccessToken!, tokens.RefreshToken)));
        return new(new(identity), new AuthenticationProperties { RedirectUri = properties.RedirectUri }, Scheme.Name);
    }
}
