using ApiAuth.LocalTenant.Html.Forms;
using Microsoft.Extensions.Primitives;

namespace ApiAuth.LocalTenant.Dashboard.Applications;

/// <summary>The settings of an application as a form.</summary>
internal static class ApplicationForm
{
    public const string FirstParty = "First";

    public static Form Of(Client client) => Form.Beginning(
        ("name", client.Name),
        ("type", client.AppType.ToString()),
        ("party", client.IsFirstParty ? FirstParty : client.ThirdPartySecurityMode.ToString()),
        ("redirectionPolicy", client.RedirectionPolicy.ToString()),
        ("authMethod", client.TokenEndpointAuthMethod.ToString()),
        ("grantTypes", new StringValues([.. client.GrantTypes])),
        ("callbacks", Lines(client.Callbacks)),
        ("logoutUrls", Lines(client.AllowedLogoutUrls)),
        ("webOrigins", Lines(client.WebOrigins)),
        ("allowedOrigins", Lines(client.AllowedOrigins)),
        ("rotation", Form.Checked(client.RefreshToken.Rotation == RefreshTokenRotation.Rotating)),
        ("refreshLifetime", Form.SecondsOf(client.RefreshToken.Lifetime)),
        ("refreshIdleLifetime", Form.SecondsOf(client.RefreshToken.IdleLifetime)),
        ("idTokenLifetime", Form.SecondsOf(client.IdTokenLifetime)));

    /// <summary>The application with the settings of the form; it gets a secret when it needs one and loses the one it needs no more.</summary>
    public static Client Read(Form form, Client client)
    {
        var authMethod = form.One<TokenEndpointAuthMethod>("authMethod", "Choose how the application proves who it is.");
        var isFirstParty = form["party"] == FirstParty;
        return client with
        {
            Name = form.Required("name", "Give the application a name: the consent page shows it."),
            AppType = form.One<ApplicationType>("type", "Choose what kind of application it is."),
            IsFirstParty = isFirstParty,
            ThirdPartySecurityMode = isFirstParty ? client.ThirdPartySecurityMode : form.One<ThirdPartySecurityMode>("party", "Choose whose application it is."),
            RedirectionPolicy = form.One<RedirectionPolicy>("redirectionPolicy", "Choose where errors are shown."),
            TokenEndpointAuthMethod = authMethod,
            ClientSecret = (client with { TokenEndpointAuthMethod = authMethod }).HasSecret ? client.ClientSecret ?? ClientSecrets.New() : null,
            GrantTypes = form.All("grantTypes"),
            Callbacks = form.Lines("callbacks"),
            AllowedLogoutUrls = form.Lines("logoutUrls"),
            WebOrigins = form.Lines("webOrigins"),
            AllowedOrigins = form.Lines("allowedOrigins"),
            RefreshToken = client.RefreshToken with
            {
                Rotation = form.IsChecked("rotation") ? RefreshTokenRotation.Rotating : RefreshTokenRotation.NonRotating,
                Lifetime = form.Seconds("refreshLifetime"),
                IdleLifetime = form.Seconds("refreshIdleLifetime"),
            },
            IdTokenLifetime = form.Lifetime("idTokenLifetime"),
        };
    }

    private static string Lines(IEnumerable<string> values) => string.Join('\n', values);
}
