using System.Text.Json.Nodes;
using ApiAuth.LocalTenant.Model;
using ApiAuth.LocalTenant.Schemas;
using Member = ApiAuth.LocalTenant.Resources.Member<ApiAuth.LocalTenant.Client>;

namespace ApiAuth.LocalTenant.Resources;

/// <summary>An application as JSON.</summary>
internal static class ClientResource
{
    private const MemberUse OnceOnly = MemberUse.Seed | MemberUse.Create;

    public static Resource<Client> Table { get; } = new(
        () => new() { Name = "", GrantTypes = GrantType.All },
        (client, names) => client with { GivenMembers = names },
        client => client.GivenMembers,
        Member.Text("client_id", "The id of the application.", client => client.ClientId, (client, id) => client with { ClientId = id! }, 1, 100).In(MemberUse.Seed).AlwaysShown(),
        Member.Text("client_secret", "The secret of an application that can keep one.", client => client.ClientSecret, (client, secret) => client with { ClientSecret = secret }, 1)
            .In(MemberUse.Seed | MemberUse.Update).Secret(),
        Member.Text("name", "A name for people.", client => client.Name, (client, name) => client with { Name = name! }, 1, 200, "<>").Required().AlwaysShown(),
        Member.Choice<ApplicationType>("app_type", "The kind of application.", client => client.AppType, (client, type) => client with { AppType = type }),
        Member.Flag("is_first_party", "Whether it belongs to the owner of the tenant; cannot be changed.", client => client.IsFirstParty, (client, first) => client with { IsFirstParty = first })
            .In(OnceOnly).AlwaysShown(),
        Member.Choice<ThirdPartySecurityMode>(
            "third_party_security_mode", "What a third-party application may do; cannot be changed.",
            client => client.IsFirstParty ? null : client.ThirdPartySecurityMode, (client, mode) => client with { ThirdPartySecurityMode = mode }).In(OnceOnly).AlwaysShown(),
        Member.Choice<RedirectionPolicy>(
            "redirection_policy", "Where the errors of a strict third-party application are shown.",
            client => client.IsStrictThirdParty ? client.RedirectionPolicy : null, (client, policy) => client with { RedirectionPolicy = policy }).AlwaysShown(),
        Member.Always("oidc_conformant", true, "OpenID Connect by the book."),
        Member.Texts("callbacks", "Where the user may be sent back to after signing in.", client => client.Callbacks, (client, urls) => client with { Callbacks = urls }),
        Member.Texts("allowed_logout_urls", "Where the user may be sent to after logout.", client => client.AllowedLogoutUrls, (client, urls) => client with { AllowedLogoutUrls = urls }),
        Member.Texts("web_origins", "The origins that may receive an answer by web_message.", client => client.WebOrigins, (client, origins) => client with { WebOrigins = origins }),
        Member.Texts("allowed_origins", "The origins whose scripts may call the tenant (CORS).", client => client.AllowedOrigins, (client, origins) => client with { AllowedOrigins = origins }),
        Member.Texts(
            "grant_types", "The values of grant_type that it may use.", client => client.GrantTypes, (client, types) => client with { GrantTypes = types }, new ChoiceShape(GrantType.All)).AlwaysShown(),
        new Member(
            "token_endpoint_auth_method",
            new ChoiceShape([.. Words.All<TokenEndpointAuthMethod>().Except([Words.Of(TokenEndpointAuthMethod.PrivateKeyJwt)])]) { Description = "How it proves who it is at the token endpoint." },
            client => client.TokenEndpointAuthMethod == TokenEndpointAuthMethod.PrivateKeyJwt ? null : JsonValue.Create(Words.Of(client.TokenEndpointAuthMethod)),
            (client, json) => client with { TokenEndpointAuthMethod = Words.Parse<TokenEndpointAuthMethod>(json.GetString()!) }),
        ClientCredentials.Member,
        Member.Nested(
            "jwt_configuration", "ID tokens.",
            Member.Always("secret_encoded", false, "Secrets in base64."),
            Member.Duration(
                "lifetime_in_seconds", "Life of an ID token in seconds.", TimeSpan.FromSeconds(1),
                client => client.IdTokenLifetime, (client, life) => client with { IdTokenLifetime = life }, 1, 2_592_000),
            new Member("alg", new ChoiceShape(["RS256"]) { Description = "How ID tokens are signed." }, _ => JsonValue.Create("RS256"), (client, _) => client)).AlwaysShown(),
        RefreshTokenResource.Member,
        Member.Always("require_proof_of_possession", false, "Tokens bound to a key (DPoP)."),
        Member.Always("sso_disabled", false, "Single sign-on between applications is on."),
        Member.Always("cross_origin_authentication", false, "Sign-in from the application's own page."),
        CustomClaims.Member<Client>(client => client.CustomClaims, (client, claims) => client with { CustomClaims = claims }));

    /// <summary>What goes without saying for an application of its kind.</summary>
    public static Client Completed(Client client)
    {
        if (client is { AppType: ApplicationType.Spa or ApplicationType.Native, HasSecret: true } && !client.GivenMembers.Contains("token_endpoint_auth_method"))
            client = client with { TokenEndpointAuthMethod = TokenEndpointAuthMethod.None };
        if (!client.GivenMembers.Contains("grant_types"))
            client = client with { GrantTypes = UsualGrantTypes(client) };
        if (!client.GivenMembers.Contains("client_id") && client.IsStrictThirdParty)
            client = client with { ClientId = Ids.NewStrictThirdPartyClient() };
        return client.IsStrictThirdParty && !client.GivenMembers.Contains("refresh_token") ? client with { RefreshToken = RefreshTokenResource.OfStrictThirdParty } : client;
    }

    private static string[] UsualGrantTypes(Client client) => client switch
    {
        { IsStrictThirdParty: true } => [GrantType.AuthorizationCode],
        { AppType: ApplicationType.NonInteractive } => [GrantType.ClientCredentials],
        { TokenEndpointAuthMethod: TokenEndpointAuthMethod.None } => [GrantType.AuthorizationCode, GrantType.Implicit, GrantType.RefreshToken],
        _ => [GrantType.AuthorizationCode, GrantType.Implicit, GrantType.RefreshToken, GrantType.ClientCredentials],
    };
}
