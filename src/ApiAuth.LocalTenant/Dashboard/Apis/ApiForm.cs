using ApiAuth.LocalTenant.Html.Forms;

namespace ApiAuth.LocalTenant.Dashboard.Apis;

/// <summary>The settings of an API as a form.</summary>
internal static class ApiForm
{
    public static Form Of(ResourceServer api) => Form.Beginning(
        ("name", api.Name),
        ("tokenLifetime", Form.SecondsOf(api.TokenLifetime)),
        ("tokenLifetimeForWeb", Form.SecondsOf(api.TokenLifetimeForWeb)),
        ("signingAlgorithm", api.SigningAlgorithm.ToString()),
        ("dialect", api.TokenDialect.ToString()),
        ("enforcePolicies", Form.Checked(api.EnforcePolicies)),
        ("userPolicy", api.UserPolicy.ToString()),
        ("clientPolicy", api.ClientPolicy.ToString()),
        ("allowOfflineAccess", Form.Checked(api.AllowOfflineAccess)),
        ("skipConsent", Form.Checked(api.SkipConsentForVerifiableFirstPartyClients)));

    /// <summary>A new API with what every one needs; the rest has its defaults.</summary>
    public static ResourceServer ReadNew(Form form) => new()
    {
        Name = form.Required("name", "Give the API a name."),
        Identifier = form.Required("identifier", "Give the API an identifier: tokens carry it as their audience."),
    };

    /// <summary>The API with the settings of the form. Problems are noted in the form.</summary>
    public static ResourceServer Read(Form form, ResourceServer api) => api with
    {
        Name = form.Optional("name"),
        TokenLifetime = form.Lifetime("tokenLifetime"),
        TokenLifetimeForWeb = form.Lifetime("tokenLifetimeForWeb"),
        SigningAlgorithm = form.One<SigningAlgorithm>("signingAlgorithm", "Choose a signing algorithm."),
        TokenDialect = form.One<TokenDialect>("dialect", "Choose a dialect."),
        EnforcePolicies = form.IsChecked("enforcePolicies"),
        UserPolicy = form.One<UserAccessPolicy>("userPolicy", "Choose who may act for users."),
        ClientPolicy = form.One<ClientAccessPolicy>("clientPolicy", "Choose who may ask for itself."),
        AllowOfflineAccess = form.IsChecked("allowOfflineAccess"),
        SkipConsentForVerifiableFirstPartyClients = form.IsChecked("skipConsent"),
    };
}
