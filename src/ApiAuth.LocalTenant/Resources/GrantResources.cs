using ApiAuth.LocalTenant.Schemas;
using Member = ApiAuth.LocalTenant.Resources.Member<ApiAuth.LocalTenant.ClientGrant>;
using UserMember = ApiAuth.LocalTenant.Resources.Member<ApiAuth.LocalTenant.UserGrant>;

namespace ApiAuth.LocalTenant.Resources;

/// <summary>A client grant as JSON.</summary>
internal static class ClientGrantResource
{
    private const MemberUse OnceOnly = MemberUse.Seed | MemberUse.Create;

    public static Resource<ClientGrant> Table { get; } = new(
        () => new() { ClientId = "", Audience = "" },
        (grant, names) => grant with { GivenMembers = names },
        grant => grant.GivenMembers,
        Member.Text("id", "The id of the client grant.", grant => grant.Id, (grant, id) => grant with { Id = id! }, 1, 100).In(MemberUse.Seed).AlwaysShown(),
        Member.Text("client_id", "The application.", grant => IsDefault(grant) ? null : grant.ClientId, (grant, id) => grant with { ClientId = id! }, 1).In(OnceOnly).AlwaysShown(),
        new Member(
            "default_for", new ChoiceShape([ClientGrant.ThirdPartyClients]) { Description = "In place of client_id: every third-party application without a client grant of its own." },
            grant => IsDefault(grant) ? ClientGrant.ThirdPartyClients : null, (grant, json) => grant with { ClientId = json.GetString()! }).In(OnceOnly).AlwaysShown(),
        Member.Text("audience", "The identifier of the API.", grant => grant.Audience, (grant, audience) => grant with { Audience = audience! }, 1).In(OnceOnly).Required().AlwaysShown(),
        new Member(
            "scope", new ListShape(new TextShape(1)) { Description = "The scopes that the application may ask for." },
            grant => grant.AllowAllScopes ? null : Json.Array(grant.Scope), (grant, json) => grant with { Scope = Json.Texts(json) }).AlwaysShown(),
        Member.Flag(
            "allow_all_scopes", "Whether it may ask for every scope of the API.", grant => grant.AllowAllScopes, (grant, all) => grant with { AllowAllScopes = all }),
        Member.Choice<SubjectType>("subject_type", "Whom the application acts for.", grant => grant.SubjectType, (grant, type) => grant with { SubjectType = type }).In(OnceOnly).AlwaysShown());

    private static bool IsDefault(ClientGrant grant) => grant.ClientId == ClientGrant.ThirdPartyClients;
}

/// <summary>What a user allowed an application, as JSON.</summary>
internal static class UserGrantResource
{
    private static readonly HashSet<string> None = [];

    public static Resource<UserGrant> Table { get; } = new(
        () => new() { UserId = "", ClientId = "", Audience = "" },
        (grant, _) => grant,
        _ => None,
        UserMember.Text("id", "The id of the grant.", grant => grant.Id, (grant, id) => grant with { Id = id! }, 1, 100).In(MemberUse.Seed).AlwaysShown(),
        UserMember.Text("clientID", "The application.", grant => grant.ClientId, (grant, id) => grant with { ClientId = id! }, 1).In(MemberUse.Seed).Required().AlwaysShown(),
        UserMember.Text("user_id", "The user.", grant => grant.UserId, (grant, id) => grant with { UserId = id! }, 1).In(MemberUse.Seed).Required().AlwaysShown(),
        UserMember.Text("audience", "The identifier of the API.", grant => grant.Audience, (grant, audience) => grant with { Audience = audience! }, 1)
            .In(MemberUse.Seed).Required().AlwaysShown(),
        UserMember.Texts("scope", "The scopes that the user allowed.", grant => grant.Scope, (grant, scope) => grant with { Scope = scope }).In(MemberUse.Seed).AlwaysShown());
}
