using ApiAuth.LocalTenant.Html.Forms;
using Microsoft.Extensions.Primitives;

namespace ApiAuth.LocalTenant.Dashboard.Applications;

/// <summary>The client grants of one application as a form: a box for each API and subject type, and one for each scope.</summary>
internal static class AuthorizedApis
{
    /// <summary>Checked when there is a client grant.</summary>
    public static string Grant(ResourceServer api, SubjectType subject) => $"grant.{subject}.{api.Id}";

    /// <summary>Has the scopes of the client grant.</summary>
    public static string Scopes(ResourceServer api, SubjectType subject) => $"scopes.{subject}.{api.Id}";

    /// <summary>Checked when the grant covers every scope, later ones included.</summary>
    public static string AllScopes(ResourceServer api, SubjectType subject) => $"all.{subject}.{api.Id}";

    public static Form Of(LocalTenantSeed whole, Client client) => Form.Beginning(
        from grant in whole.ClientGrants
        where grant.ClientId == client.ClientId
        from api in whole.ResourceServers
        where api.Identifier == grant.Audience
        from field in Fields(api, grant)
        select field);

    /// <summary>The seed with the client grants of the form for these APIs; one that stays keeps its id.</summary>
    public static LocalTenantSeed Save(LocalTenantSeed seed, IReadOnlyList<ResourceServer> apis, Client client, Form form) => seed with
    {
        ClientGrants =
        [
            .. seed.ClientGrants.Where(grant => grant.ClientId != client.ClientId || apis.All(api => api.Identifier != grant.Audience)),
            .. from api in apis from subject in Enum.GetValues<SubjectType>() where IsGranted(form, api, subject) select Read(seed, client, api, subject, form),
        ],
    };

    private static (string, StringValues)[] Fields(ResourceServer api, ClientGrant grant) =>
    [
        (Grant(api, grant.SubjectType), Form.Yes),
        (AllScopes(api, grant.SubjectType), Form.Checked(grant.AllowAllScopes)),
        (Scopes(api, grant.SubjectType), new([.. grant.Scope])),
    ];

    private static bool IsGranted(Form form, ResourceServer api, SubjectType subject) =>
        form.IsChecked(Grant(api, subject)) || form.IsChecked(AllScopes(api, subject)) || form.All(Scopes(api, subject)).Count > 0;

    private static ClientGrant Read(LocalTenantSeed seed, Client client, ResourceServer api, SubjectType subject, Form form)
    {
        var grant = seed.ClientGrants.FirstOrDefault(grant => (grant.ClientId, grant.Audience, grant.SubjectType) == (client.ClientId, api.Identifier, subject))
            ?? new ClientGrant { ClientId = client.ClientId, Audience = api.Identifier, SubjectType = subject };
        return grant with { AllowAllScopes = form.IsChecked(AllScopes(api, subject)), Scope = form.All(Scopes(api, subject)) };
    }
}
