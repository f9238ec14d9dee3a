using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OAuth;
using Microsoft.Extensions.Options;

namespace TextApp.SignIn;

/// <summary>
/// Plain OAuth 2.0: authorization code with PKCE, for one scope. TextApp does not need to know who somebody is, so it asks for no ID token; it does not
/// work while nobody looks, so it asks for no refresh token either. Its one access token travels in a cookie that is encrypted and that no script reads.
/// </summary>
static partial class ConnectionToOrganizer
{
    private const string Scheme = "Organizer";
    private const string Connected = "connected";

    public static void AddConnectionToOrganizer(this IServiceCollection services)
    {
        services.AddHttpClient(Scheme);
        services
            .AddAuthentication(options => (options.DefaultScheme, options.DefaultChallengeScheme) = (CookieAuthenticationDefaults.AuthenticationScheme, Scheme))
            .AddCookie(cookie => (cookie.Cookie.Name, cookie.SlidingExpiration) = ("textapp", false)) // ports of one host share their cookies; the token in it grows no younger
            .AddOAuth(Scheme, Configure);
        services.AddOptions<OAuthOptions>(Scheme).Configure<IOptions<OrganizerSettings>, IHttpClientFactory>((oauth, settings, http) =>
        {
            var organizer = settings.Value;
            (oauth.ClientId, oauth.ClientSecret) = (organizer.ClientId, organizer.ClientSecret);
            oauth.AuthorizationEndpoint = $"{new Uri(organizer.Issuer!, "authorize")}";
            oauth.TokenEndpoint = $"{new Uri(organizer.Issuer!, "oauth/token")}";
            oauth.AdditionalAuthorizationParameters["audience"] = organizer.Audience;
            oauth.Backchannel = http.CreateClient(Scheme);
        });
    }

    /// <summary>The access token, and when it came.</summary>
    public static async Task<(string Token, DateTimeOffset Since)?> GetConnectionAsync(this HttpContext context)
    {
        var ticket = await context.AuthenticateAsync();
        return ticket.Properties?.GetTokenValue("access_token") is { } token ? (token, ticket.Properties.IssuedUtc ?? default) : null;
    }

    private static void Configure(OAuthOptions oauth)
    {
        oauth.UsePkce = true;
        oauth.SaveTokens = true;
        oauth.Scope.Add("contacts");
        oauth.CallbackPath = "/auth/organizer/callback";
        oauth.AccessDeniedPath = "/Declined";
        oauth.ReturnUrlParameter = "";
        oauth.CorrelationCookie.Name = "textapp.signin.";
        oauth.CorrelationCookie.SameSite = SameSiteMode.Lax; // the answer comes as a GET
        oauth.CorrelationCookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        oauth.Events.OnCreatingTicket = context =>
        {
            context.Identity!.AddClaim(new(Connected, $"{Guid.NewGuid():N}")); // forms are bound to it
            return Task.CompletedTask;
        };
        oauth.Events.OnRemoteFailure = context =>
        {
            context.HandleResponse();
            DidNotWork(context.HttpContext.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(ConnectionToOrganizer)), context.Failure?.Message);
            context.Response.Redirect("/NotConnected");
            return Task.CompletedTask;
        };
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Connecting did not work: {Reason}")]
    private static partial void DidNotWork(ILogger logger, string? reason);
}
