using System.Security.Claims;
using CalendarApp.Sessions;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OAuth;
using Microsoft.Extensions.Options;

namespace CalendarApp.SignIn;

static partial class SignInWithOrganizer
{
    public const string Scheme = "Organizer";

    /// <summary>What CalendarApp asks the user for. There is no <c>tasks</c> among it.</summary>
    private static readonly string[] Scopes = ["appointments", "contacts", "openid", "email", "offline_access"];

    public static void AddSignInWithOrganizer(this IServiceCollection services)
    {
        services.AddOptions<OrganizerSettings>().BindConfiguration(Scheme).ValidateDataAnnotations().ValidateOnStart();
        services.AddMemoryCache();
        services.AddHttpContextAccessor();
        services.AddHttpClient(Scheme);
        services.AddSingleton<OpenSessions>();
        services.AddSingleton<IdTokens>();
        services
            .AddAuthentication(options => (options.DefaultScheme, options.DefaultChallengeScheme) = (CookieAuthenticationDefaults.AuthenticationScheme, Scheme))
            .AddCookie(KeepSession)
            .AddOAuth<OAuthOptions, OrganizerSignIn>(Scheme, AskOrganizer);
        services.AddOptions<OAuthOptions>(Scheme).Configure<IOptions<OrganizerSettings>, IHttpClientFactory>(Introduce);
    }

    private static void KeepSession(CookieAuthenticationOptions cookie)
    {
        cookie.Cookie.Name = "calendarapp"; // ports of one host share their cookies
        cookie.ExpireTimeSpan = OpenSessions.Idle;
        cookie.Events.OnValidatePrincipal = RefuseUnknownSession;
    }

    // The cookie may outlive the session: after a restart, or signed out in another tab.
    private static Task RefuseUnknownSession(CookieValidatePrincipalContext context)
    {
        var sessions = context.HttpContext.RequestServices.GetRequiredService<OpenSessions>();
        if (sessions.Of(context.Principal!) is not null)
            return Task.CompletedTask;
        context.RejectPrincipal();
        return context.HttpContext.SignOutAsync();
    }

    private static void AskOrganizer(OAuthOptions oauth)
    {
        oauth.UsePkce = true;
        oauth.CallbackPath = "/auth/organizer/callback";
        oauth.AccessDeniedPath = "/Declined";
        oauth.ReturnUrlParameter = "";
        oauth.CorrelationCookie.Name = "calendarapp.signin.";
        oauth.CorrelationCookie.SameSite = SameSiteMode.Lax; // the answer comes as a GET
        oauth.CorrelationCookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        foreach (var scope in Scopes)
            oauth.Scope.Add(scope);
        oauth.Events.OnRemoteFailure = context =>
        {
            context.HandleResponse();
            DidNotWork(context.HttpContext.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(SignInWithOrganizer)), context.Failure?.Message);
            context.Response.Redirect("/NotSignedIn");
            return Task.CompletedTask;
        };
    }

    private static void Introduce(OAuthOptions oauth, IOptions<OrganizerSettings> settings, IHttpClientFactory http)
    {
        var organizer = settings.Value;
        (oauth.ClientId, oauth.ClientSecret) = (organizer.ClientId, organizer.ClientSecret);
        oauth.AuthorizationEndpoint = $"{new Uri(organizer.Issuer!, "authorize")}";
        oauth.TokenEndpoint = $"{new Uri(organizer.Issuer!, "oauth/token")}";
        oauth.AdditionalAuthorizationParameters["audience"] = organizer.Audience;
        oauth.Backchannel = http.CreateClient(Scheme);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Signing in did not work: {Reason}")]
    private static partial void DidNotWork(ILogger logger, string? reason);

    /// <summary>Who signed in, for people.</summary>
    public static string DisplayName(this ClaimsPrincipal user) => user.FindFirstValue("email") ?? user.FindFirstValue("sub") ?? "";
}
