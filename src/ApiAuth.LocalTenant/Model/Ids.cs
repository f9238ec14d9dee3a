using System.Security.Cryptography;

namespace ApiAuth.LocalTenant.Model;

internal static class Ids
{
    private const string Alphanumerics = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private const string UrlSafe = Alphanumerics + "_-";

    public static string NewResourceServer() => RandomNumberGenerator.GetHexString(24, lowercase: true);

    public static string NewClient() => RandomNumberGenerator.GetString(Alphanumerics, 32);

    public static string NewStrictThirdPartyClient() => "tpc_" + RandomNumberGenerator.GetString(Alphanumerics, 22);

    public static string NewUserGrant() => RandomNumberGenerator.GetHexString(24, lowercase: true);

    public static string NewClientGrant() => "cgr_" + RandomNumberGenerator.GetString(Alphanumerics, 16);

    public static string NewCredential() => "cred_" + RandomNumberGenerator.GetString(Alphanumerics, 22);

    public static string NewUser() => "auth0|" + RandomNumberGenerator.GetHexString(24, lowercase: true);

    public static string NewKid() => RandomNumberGenerator.GetString(UrlSafe, 21);

    public static string NewTokenId() => RandomNumberGenerator.GetString(Alphanumerics, 22);

    /// <summary>256 bits or a little more, in characters that need no escape in a URL.</summary>
    public static string NewSecret() => RandomNumberGenerator.GetString(UrlSafe, 43);

    public static string NewRefreshToken() => "v1.M" + RandomNumberGenerator.GetString(UrlSafe, 60);

    public static string NewOpaqueToken() => RandomNumberGenerator.GetString(UrlSafe, 32);
}
