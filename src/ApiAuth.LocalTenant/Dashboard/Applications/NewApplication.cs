using ApiAuth.LocalTenant.Html.Forms;
using ApiAuth.LocalTenant.Model;

namespace ApiAuth.LocalTenant.Dashboard.Applications;

/// <summary>The form for a new application. What kind it is decides how it begins; everything can be changed later.</summary>
internal static class NewApplication
{
    public static Form Beginning => Form.Beginning(("type", nameof(ApplicationType.RegularWeb)), ("party", ApplicationForm.FirstParty));

    public static Client Read(Form form)
    {
        var type = form.One<ApplicationType>("type", "Choose what kind of application it is.");
        var isPublic = type is ApplicationType.Spa or ApplicationType.Native;
        var client = new Client
        {
            Name = form.Required("name", "Give the application a name: the consent page shows it."),
            AppType = type,
            GrantTypes = type == ApplicationType.NonInteractive ? [GrantType.ClientCredentials] : [GrantType.AuthorizationCode, GrantType.RefreshToken],
            TokenEndpointAuthMethod = isPublic ? TokenEndpointAuthMethod.None : TokenEndpointAuthMethod.ClientSecretPost,
            ClientSecret = isPublic ? null : ClientSecrets.New(),
        };
        return form["party"] == ApplicationForm.FirstParty ? client : client with { ClientId = Ids.NewStrictThirdPartyClient(), IsFirstParty = false };
    }
}
