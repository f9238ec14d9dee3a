using Microsoft.AspNetCore.Http;

namespace ApiAuth.LocalTenant.Html;

/// <summary>What every page says to the browser: no scripts, no frames, no address to other sites, no copy in a cache.</summary>
internal static class PageHeaders
{
    private const string Content = "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; frame-ancestors 'none'";

    /// <summary>For a page whose forms stay at the tenant.</summary>
    public static void Set(HttpResponse response)
    {
        Set(response, Content + "; form-action 'self'");
        response.Headers["Cross-Origin-Opener-Policy"] = "same-origin";
    }

    /// <summary>For a page whose form ends, by redirects, at an application: browsers hold <c>form-action</c> against each redirect.</summary>
    public static void SetForRedirect(HttpResponse response) => Set(response, Content);

    /// <summary>For a page with one script, which goes by this nonce, in frames of these ancestors.</summary>
    public static void SetForScript(HttpResponse response, string nonce, string frameAncestors)
    {
        Set(response, $"default-src 'none'; script-src 'nonce-{nonce}'; style-src 'self'; img-src 'self'; base-uri 'none'; frame-ancestors {frameAncestors}");
        if (frameAncestors != "'none'")
            response.Headers.Remove("X-Frame-Options"); // which cannot name an origin
    }

    private static void Set(HttpResponse response, string policy)
    {
        var headers = response.Headers;
        headers.ContentSecurityPolicy = policy;
        headers.XFrameOptions = "DENY";
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        headers.CacheControl = "no-store";
    }
}
