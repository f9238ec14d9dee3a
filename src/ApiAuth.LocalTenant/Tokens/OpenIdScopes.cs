namespace ApiAuth.LocalTenant.Tokens;

/// <summary>The scopes that exist without an API (OpenID Connect Core 1.0 §5.4, §11).</summary>
internal static class OpenIdScopes
{
    public const string OpenId = "openid";
    public const string OfflineAccess = "offline_access";

    /// <summary>The scopes about the user.</summary>
    public static readonly string[] Identity = [OpenId, "profile", "email", "address", "phone"];
}
