using ApiAuth.LocalTenant.Requests;
using Microsoft.AspNetCore.Http;

namespace ApiAuth.LocalTenant.OAuth;

internal static class OAuthRefusal
{
    /// <summary>Answers as RFC 6749 §5.2 says.</summary>
    public static Task RefuseAsync(this HttpContext context, OAuthError error)
    {
        RequestOutcome.Of(context).Error = error.Error;
        context.Response.StatusCode = error.Status;
        var hasChallenge = context.Response.Headers.WWWAuthenticate.Count > 0;
        if (error.Status == StatusCodes.Status401Unauthorized && !hasChallenge && BasicCredentials.IsPresent(context.Request))
            context.Response.Headers.WWWAuthenticate = "Basic realm=\"oauth\"";
        return context.Response.WriteWireJsonAsync(error);
    }
}
