using ApiAuth.LocalTenant.Html;
using ApiAuth.LocalTenant.OAuth;
using ApiAuth.LocalTenant.Pages;
using ApiAuth.LocalTenant.Requests;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.WebUtilities;

namespace ApiAuth.LocalTenant.Authorize;

/// <summary>Sends answers of the authorization endpoint to the client's callback, or shows them where there is none that can be trusted.</summary>
internal sealed class AuthorizationResponses(TenantPages pages)
{
    public Task SendAsync(HttpContext context, ResponseTarget target, AuthorizationAnswer answer) => target.Mode switch
    {
        ResponseMode.FormPost => pages.FormPostAsync(context, target, answer),
        ResponseMode.WebMessage => pages.WebMessageAsync(context, target, answer),
        _ => RedirectAsync(context, target, answer),
    };

    /// <param name="context">The request.</param>
    /// <param name="error">Why nothing else is sent.</param>
    /// <param name="target">Null where the refusal is for the user's eyes only.</param>
    public Task RefuseAsync(HttpContext context, OAuthError error, ResponseTarget? target)
    {
        RequestOutcome.Of(context).Error = error.Error;
        // Whoever can register an application could otherwise send anybody anywhere by a request that is sure to fail.
        var isHeldBack = target is { Client: { IsStrictThirdParty: true, RedirectionPolicy: RedirectionPolicy.OpenRedirectProtection } };
        return target is null || isHeldBack
            ? pages.ErrorAsync(context, error, target?.Client)
            : SendAsync(context, target, AuthorizationAnswer.Refusal(error, target.State));
    }

    private static Task RedirectAsync(HttpContext context, ResponseTarget target, AuthorizationAnswer answer)
    {
        PageHeaders.SetForRedirect(context.Response);
        // After a form 303, so that no browser sends the password along (RFC 9700 §4.12).
        context.Response.StatusCode = HttpMethods.IsPost(context.Request.Method) ? StatusCodes.Status303SeeOther : StatusCodes.Status302Found;
        context.Response.Headers.Location = Location(target, answer);
        return Task.CompletedTask;
    }

    private static string Location(ResponseTarget target, AuthorizationAnswer answer) => target.Mode == ResponseMode.Fragment
        ? $"{target.Callback}#{new QueryBuilder(answer.Parameters).ToString().TrimStart('?')}"
        : QueryHelpers.AddQueryString(target.Callback, answer.Parameters.Select(parameter => KeyValuePair.Create(parameter.Key, (string?)parameter.Value)));
}
