using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;

namespace ApiAuth.LocalTenant.Sessions;

/// <summary>A cookie that scripts cannot read, other sites cannot send along with their requests, and nobody else can write.</summary>
internal sealed class TenantCookie(string purpose, TenantIssuer issuer, IDataProtectionProvider protection)
{
    private readonly IDataProtector protector = protection.CreateProtector(purpose);

    // Cookies do not know ports: two tenants on one machine need two names.
    private string Name => field ??= $"local-tenant-{purpose}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(issuer.Value)))[..8]}";

    /// <summary>Null where there is none, or one that this tenant did not write.</summary>
    public string? Read(HttpRequest request)
    {
        if (request.Cookies[Name] is not { } value)
            return null;
        try
        {
            return protector.Unprotect(value);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    public void Write(HttpContext context, string value) => context.Response.Cookies.Append(Name, protector.Protect(value), Options(context.Request));

    public void Delete(HttpContext context) => context.Response.Cookies.Delete(Name, Options(context.Request));

    private static CookieOptions Options(HttpRequest request) => new()
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Lax, // an application on another site leads to the login page
        Secure = request.IsHttps,
        IsEssential = true,
        Path = "/",
    };
}
