using System.Security.Cryptography;

namespace ApiAuth.LocalTenant.Dashboard.Applications;

internal static class ClientSecrets
{
    private const string Characters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_-";

    /// <summary>64 characters that need no escaping in a URL or form.</summary>
    public static string New() => RandomNumberGenerator.GetString(Characters, 64);
}
