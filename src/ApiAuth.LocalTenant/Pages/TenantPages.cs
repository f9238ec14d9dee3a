using System.Security.Cryptography;
using System.Text.Json.Nodes;
using ApiAuth.LocalTenant.Authorize;
using ApiAuth.LocalTenant.Html;
using ApiAuth.LocalTenant.OAuth;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;

namespace ApiAuth.LocalTenant.Pages;

/// <summary>The pages that users meet on their way from an application and back.</summary>
internal sealed class TenantPages(PageWriter writer)
{
    public Task<bool> IsOwnFormAsync(HttpContext context) => writer.IsOwnFormAsync(context);

    public Task LoginAsync(HttpContext context, LoginView view) => ShowAsync<LoginPage, LoginView>(context, view);

    public Task ChangePasswordAsync(HttpContext context, ChangePasswordView view) => ShowAsync<ChangePasswordPage, ChangePasswordView>(context, view);

    public Task ConsentAsync(HttpContext context, ConsentView view) => ShowAsync<ConsentPage, ConsentView>(context, view);

    public Task SignedOutAsync(HttpContext context) => ShowAsync<SignedOutPage, SignedOutView>(context, new());

    public Task ErrorAsync(HttpContext context, OAuthError error, Client? client) =>
        ShowAsync<ErrorPage, ErrorView>(context, new(error.Error, error.ErrorDescription, client?.Name), error.Status);

    public Task FormPostAsync(HttpContext context, ResponseTarget target, AuthorizationAnswer answer)
    {
        var nonce = NewNonce();
        PageHeaders.SetForScript(context.Response, nonce, frameAncestors: "'none'");
        return WriteAsync<FormPostPage, FormPostView>(context, new(target.Client.Name, target.Callback, answer.Parameters, nonce), StatusCodes.Status200OK);
    }

    public Task WebMessageAsync(HttpContext context, ResponseTarget target, AuthorizationAnswer answer)
    {
        var nonce = NewNonce();
        PageHeaders.SetForScript(context.Response, nonce, frameAncestors: target.Origin);
        var message = new JsonObject
        {
            ["type"] = "authorization_response",
            ["response"] = new JsonObject(answer.Parameters.Select(parameter => KeyValuePair.Create(parameter.Key, (JsonNode?)parameter.Value))),
        };
        return WriteAsync<WebMessagePage, WebMessageView>(context, new(target.Origin, message.ToJsonString(), nonce), StatusCodes.Status200OK);
    }

    private Task ShowAsync<TPage, TView>(HttpContext context, TView view, int status = StatusCodes.Status200OK)
        where TPage : IComponent
    {
        PageHeaders.SetForRedirect(context.Response);
        return WriteAsync<TPage, TView>(context, view, status);
    }

    private Task WriteAsync<TPage, TView>(HttpContext context, TView view, int status)
        where TPage : IComponent => writer.WriteAsync<TPage, TView>(context, TenantRoot.Of(context), view, status);

    private static string NewNonce() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(16));
}
