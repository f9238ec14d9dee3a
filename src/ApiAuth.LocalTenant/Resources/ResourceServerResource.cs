using System.Text.Json;
using System.Text.Json.Nodes;
using ApiAuth.LocalTenant.Schemas;
using Member = ApiAuth.LocalTenant.Resources.Member<ApiAuth.LocalTenant.ResourceServer>;

namespace ApiAuth.LocalTenant.Resources;

/// <summary>An API as JSON.</summary>
internal static class ResourceServerResource
{
    private const long LongestLifetime = 2_592_000;

    public static Resource<ResourceServer> Table { get; } = new(
        () => new() { Identifier = "" },
        (api, names) => api with { GivenMembers = names },
        api => api.GivenMembers,
        Member.Text("id", "The id of the API.", api => api.Id, (api, id) => api with { Id = id! }, 1, 100).In(MemberUse.Seed).AlwaysShown(),
        Member.Text("name", "A name for people.", api => api.Name, (api, name) => api with { Name = name }, 1, 200, "<>"),
        Member.Text("identifier", "The audience of tokens for the API; cannot be changed.", api => api.Identifier, (api, identifier) => api with { Identifier = identifier! }, 1, 600)
            .In(MemberUse.Seed | MemberUse.Create).Required().AlwaysShown(),
        new Member("scopes", Scopes, WriteScopes, (api, json) => api with { Scopes = ReadScopes(json) }),
        Member.Choice<SigningAlgorithm>("signing_alg", "How tokens are signed.", api => api.SigningAlgorithm, (api, alg) => api with { SigningAlgorithm = alg }).AlwaysShown(),
        Member.Duration("token_lifetime", "Life of a token in seconds.", TimeSpan.FromSeconds(1), api => api.TokenLifetime, (api, life) => api with { TokenLifetime = life }, 1, LongestLifetime)
            .AlwaysShown(),
        Member.Duration(
            "token_lifetime_for_web", "Life in seconds of a token that a browser receives directly.", TimeSpan.FromSeconds(1),
            api => api.TokenLifetimeForWeb, (api, life) => api with { TokenLifetimeForWeb = life }, 1, LongestLifetime).AlwaysShown(),
        Member.Flag("allow_offline_access", "Whether offline_access gives a refresh token.", api => api.AllowOfflineAccess, (api, allow) => api with { AllowOfflineAccess = allow }).AlwaysShown(),
        Member.Always("allow_online_access", false, "Online access of sessions."),
        Member.Flag(
            "skip_consent_for_verifiable_first_party_clients", "Whether first-party applications with a verifiable callback skip the consent page.",
            api => api.SkipConsentForVerifiableFirstPartyClients, (api, skip) => api with { SkipConsentForVerifiableFirstPartyClients = skip }).AlwaysShown(),
        Member.Flag("enforce_policies", "Whether a user's scopes are cut down to the user's permissions (RBAC).", api => api.EnforcePolicies, (api, enforce) => api with { EnforcePolicies = enforce }),
        Member.Choice<TokenDialect>(
            "token_dialect", "Which claims tokens carry; the two with _authz need enforce_policies.", api => api.TokenDialect, (api, dialect) => api with { TokenDialect = dialect }),
        Member.Nested(
            "subject_type_authorization", "Which applications may get tokens.",
            Member.Nested("user", "On behalf of users.", Member.Choice<UserAccessPolicy>("policy", "The policy.", api => api.UserPolicy, (api, policy) => api with { UserPolicy = policy })),
            Member.Nested("client", "For themselves.", Member.Choice<ClientAccessPolicy>("policy", "The policy.", api => api.ClientPolicy, (api, policy) => api with { ClientPolicy = policy })))
            .AlwaysShown(),
        new Member("is_system", new FlagShape { Description = "Whether it is the Management API." }, api => api.IsSystem ? true : null, (api, _) => api) { Use = MemberUse.Nowhere },
        CustomClaims.Member<ResourceServer>(api => api.CustomClaims, (api, claims) => api with { CustomClaims = claims }));

    private static ListShape Scopes => new(new ObjectShape(
    [
        new("value", new TextShape(1, 280) { Description = "The word in the token." }) { IsRequired = true },
        new("description", new TextShape(0, 500) { Description = "What the consent page says." }),
    ]))
    {
        Description = "Every scope of the API.",
    };

    private static JsonArray WriteScopes(ResourceServer api) => new([.. api.Scopes.Select(WriteScope)]);

    private static JsonObject WriteScope(ApiScope scope)
    {
        var json = new JsonObject { ["value"] = scope.Value };
        if (scope.Description is not null)
            json["description"] = scope.Description;
        return json;
    }

    private static ApiScope[] ReadScopes(JsonElement list) =>
        [.. list.EnumerateArray().Select(scope => new ApiScope(scope.GetProperty("value").GetString()!, scope.TryGetProperty("description", out var text) ? text.GetString() : null))];
}
