using ApiAuth.LocalTenant.Html;
using ApiAuth.LocalTenant.OAuth;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;

namespace ApiAuth.LocalTenant.Authorize;

/// <summary>Lets the browser ask again by GET what a form of another site asked by POST: browsers do not send the session along with such a form.</summary>
internal sealed class RepeatByGet(AuthorizationResponses responses)
{
    public async Task HandleAsync(HttpContext context)
    {
        PageHeaders.SetForRedirect(context.Response);
        var (parameters, unreadable) = await OAuthParameters.ReadAsync(context.Request);
        if (parameters is null)
        {
            await responses.RefuseAsync(context, unreadable!, target: null);
            return;
        }

        context.Response.StatusCode = StatusCodes.Status303SeeOther;
        context.Response.Headers.Location = $"{context.Request.PathBase}{context.Request.Path}{new QueryBuilder(parameters.Named())}";
    }
}
