using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ApiAuth.LocalTenant.Html;

/// <summary>
/// Renders components as pages and protects their forms. It has services of its own, made when the first page is asked for: an app that hosts the tenant
/// keeps its own antiforgery and data protection as they are, and a tenant without pages pays nothing.
/// </summary>
internal sealed class PageWriter
{
    private readonly Lazy<ServiceProvider> services;
    private readonly Func<string> tenantName;

    public PageWriter(TenantIssuer issuer, Func<string> tenantName)
    {
        this.tenantName = tenantName;
        services = new(() => Services(issuer.Value));
    }

    private IAntiforgery Antiforgery => services.Value.GetRequiredService<IAntiforgery>();

    /// <summary>Answers with a page.</summary>
    public async Task WriteAsync<TPage, TView>(HttpContext context, string root, TView view, int status = StatusCodes.Status200OK)
        where TPage : IComponent
    {
        var tokens = Antiforgery.GetAndStoreTokens(context);
        var page = new PageContext(root, tenantName(), new(tokens.FormFieldName, tokens.RequestToken!), Notices.TextOf(context.Request.Query["notice"].ToString()));
        var html = await RenderAsync<TPage, TView>(page, view);
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/html; charset=utf-8";
        await context.Response.WriteAsync(html, context.RequestAborted);
    }

    /// <summary>Whether the form that was posted came from a page of this tenant.</summary>
    public async Task<bool> IsOwnFormAsync(HttpContext context)
    {
        try
        {
            return await Antiforgery.IsRequestValidAsync(context);
        }
        catch (AntiforgeryValidationException)
        {
            return false; // a form that cannot be read
        }
    }

    private async Task<string> RenderAsync<TPage, TView>(PageContext page, TView view)
        where TPage : IComponent
    {
        await using var renderer = new HtmlRenderer(services.Value, services.Value.GetRequiredService<ILoggerFactory>());
        var parameters = ParameterView.FromDictionary(new Dictionary<string, object?>
        {
            [nameof(PageBody<,>.Context)] = page,
            [nameof(PageBody<,>.View)] = view,
        });
        return await renderer.Dispatcher.InvokeAsync(async () => (await renderer.RenderComponentAsync<PageBody<TPage, TView>>(parameters)).ToHtmlString());
    }

    private static ServiceProvider Services(string issuer)
    {
        var own = new ServiceCollection().AddLogging();
        own.AddSingleton<IDataProtectionProvider>(new EphemeralDataProtectionProvider());
        own.AddSingleton(HtmlEncoder.Create(UnicodeRanges.All));
        own.AddAntiforgery(forms =>
        {
            // Cookies do not know ports: two tenants on one machine need two names.
            forms.Cookie.Name = "local-tenant-forms-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(issuer)))[..8];
            forms.Cookie.SameSite = SameSiteMode.Lax; // an application on another site leads to the consent page
            forms.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            forms.SuppressXFrameOptionsHeader = true; // PageHeaders says more
        });
        return own.BuildServiceProvider();
    }
}
