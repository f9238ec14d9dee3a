using System.Security.Claims;
using ApiAuth.Middleware;

namespace Microsoft.AspNetCore.Http;

/// <summary>The way from a request, or a user, to its access token.</summary>
public static class ApiAuthAccessTokenExtensions
{
    /// <summary>The validated access token of the request; null if the caller is anonymous or was authenticated otherwise.</summary>
    public static AccessToken? GetAccessToken(this HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.User.GetAccessToken();
    }

    /// <summary>The validated access token behind a user, in hubs too; null if there is none.</summary>
    public static AccessToken? GetAccessToken(this ClaimsPrincipal principal)
    {
        ArgumentNullException.ThrowIfNull(principal);
        return AccessToken.TryGet(principal, out var token) ? token : null;
    }
}
