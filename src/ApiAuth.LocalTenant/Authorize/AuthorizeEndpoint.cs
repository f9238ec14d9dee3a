using ApiAuth.LocalTenant.Html;
using ApiAuth.LocalTenant.OAuth;
using Microsoft.AspNetCore.Http;

namespace ApiAuth.LocalTenant.Authorize;

/// <summary><c>/authorize</c> (RFC 6749 §3.1).</summary>
internal sealed class AuthorizeEndpoint(AuthorizationFlow flow)
{
    public Task HandleAsync(HttpContext context)
    {
        PageHeaders.SetForRedirect(context.Response);
        var (parameters, repeated) = OAuthParameters.FromQuery(context.Request.Query);
        return flow.StartAsync(context, parameters, repeated);
    }
}
