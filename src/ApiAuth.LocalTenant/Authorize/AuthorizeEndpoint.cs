using ApiAuth.LocalTenant.Html;
using ApiAuth.LocalTenant.OAuth;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;

namespace ApiAuth.LocalTenant.Authorize;

/// <summary><c>/authorize</c> (RFC 6749 §3.1).</summary>
internal sealed class AuthorizeEndpoint(AuthorizationFlow flow, AuthorizationResponses responses)
{
    public Task GetAsync(HttpContext context)
    {
        PageHeaders.SetForRedirect(context.Response);
        var (parameters, repeated) = OAuthParameters.FromQuery(context.Request.Query);
        return flow.StartAsync(context, parameters, repeated);
    }

    /// <summary>Goes on by GET: browsers do not send the session along with another site's form.</summary>
    public async Task PostAsync(HttpContext context)
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
