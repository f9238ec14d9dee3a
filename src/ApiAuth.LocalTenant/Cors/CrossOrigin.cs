using Microsoft.AspNetCore.Http;

namespace ApiAuth.LocalTenant.Cors;

/// <summary>
/// Lets scripts of the clients' origins read answers (Fetch standard, CORS protocol). Never with cookies: nothing that these endpoints answer depends on
/// who is signed in.
/// </summary>
internal sealed class CrossOrigin(TenantStore store)
{
    private const string AnySafe = "*";

    /// <summary>For documents that are public.</summary>
    public static void AllowAll(HttpContext context)
    {
        if (OriginOf(context.Request) is not null)
            context.Response.Headers.AccessControlAllowOrigin = AnySafe;
    }

    /// <param name="context">The request.</param>
    /// <param name="client">Whose origins may read the answer; null where the client is not known: those of all.</param>
    public void Allow(HttpContext context, Client? client)
    {
        context.Response.Headers.Append("Vary", "Origin");
        if (OriginOf(context.Request) is { } origin && (client is null ? store.Current.Clients.Any(any => IsOf(any, origin)) : IsOf(client, origin)))
        {
            context.Response.Headers.AccessControlAllowOrigin = origin;
            context.Response.Headers.AccessControlExposeHeaders = "WWW-Authenticate, X-RateLimit-Limit, X-RateLimit-Remaining, X-RateLimit-Reset";
        }
    }

    /// <summary>Answers the question whether the request may be sent, before the client is known.</summary>
    public Task PreflightAsync(HttpContext context)
    {
        Allow(context, client: null);
        if (context.Response.Headers.AccessControlAllowOrigin.Count > 0)
        {
            context.Response.Headers.AccessControlAllowMethods = "GET, POST";
            context.Response.Headers.AccessControlAllowHeaders = "Authorization, Content-Type";
            context.Response.Headers.AccessControlMaxAge = "600";
        }

        context.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }

    private static string? OriginOf(HttpRequest request) => request.Headers.Origin is [{ Length: > 0 } origin] ? origin : null;

    private static bool IsOf(Client client, string origin) =>
        client.AllowedOrigins.Contains(origin) || client.WebOrigins.Contains(origin) || client.Callbacks.Any(callback => OriginOf(callback) == origin);

    private static string? OriginOf(string callback) =>
        new Uri(callback) is { Scheme: "http" or "https" } uri ? uri.GetLeftPart(UriPartial.Authority) : null;
}
