namespace ApiAuth.LocalTenant.Dashboard.Applications;

internal static class ApplicationWords
{
    public static string Of(ApplicationType type) => type switch
    {
        ApplicationType.Spa => "Single-page application",
        ApplicationType.Native => "Native application",
        ApplicationType.NonInteractive => "Machine",
        _ => "Web application",
    };

    public static string Party(Client client) => (client.IsFirstParty, client.ThirdPartySecurityMode) switch
    {
        (true, _) => "first-party",
        (false, ThirdPartySecurityMode.Permissive) => "third-party, permissive",
        _ => "third-party",
    };
}
