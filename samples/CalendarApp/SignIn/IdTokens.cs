using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace CalendarApp.SignIn;

/// <summary>Reads who signed in; OpenID Connect Core 1.0 section 3.1.3.7.</summary>
sealed class IdTokens(IOptions<OrganizerSettings> settings, IHttpClientFactory http)
{
    private readonly JsonWebTokenHandler handler = new() { MapInboundClaims = false };

    private readonly ConfigurationManager<OpenIdConnectConfiguration> discovery = new(
        $"{new Uri(settings.Value.Issuer!, ".well-known/openid-configuration")}",
        new OpenIdConnectConfigurationRetriever(),
        new HttpDocumentRetriever(http.CreateClient(SignInWithOrganizer.Scheme)) { RequireHttps = !settings.Value.Issuer!.IsLoopback });

    /// <exception cref="AuthenticationFailureException">The token is not the answer to our question.</exception>
    public async Task<ClaimsIdentity> ReadAsync(string? idToken, string nonce)
    {
        var result = await handler.ValidateTokenAsync(idToken, new TokenValidationParameters
        {
            ConfigurationManager = discovery,
            ValidIssuer = settings.Value.Issuer!.OriginalString,
            ValidAudience = settings.Value.ClientId,
            ValidAlgorithms = [SecurityAlgorithms.RsaSha256],
        });
        if (!result.IsValid)
            throw new AuthenticationFailureException("The ID token is not valid.", result.Exception);
        if (result.ClaimsIdentity.FindFirst("nonce")?.Value != nonce)
            throw new AuthenticationFailureException("The ID token answers another sign-in.");
        return result.ClaimsIdentity;
    }
}
