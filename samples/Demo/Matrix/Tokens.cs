using System.Text.Json.Nodes;
using ApiAuth.LocalTenant;

namespace Demo.Matrix;

/// <summary>The tokens of the matrix: those the tenant really issues, and forged ones that are wrong in one way and right in all others, with every scope.</summary>
sealed class Tokens
{
    private readonly Tenant tenant;
    private readonly string allScopes;

    public Tokens(Tenant tenant, string? giftDeliveries)
    {
        this.tenant = tenant;
        GiftDeliveries = giftDeliveries;
        CalendarApp = Issue(SampleTenant.CalendarApp, "appointments contacts openid email");
        MyTodos = Issue(SampleTenant.MyTodos, "tasks");
        TextApp = Issue(SampleTenant.TextApp, "contacts");
        NoScope = Issue(SampleTenant.CalendarApp, scope: null);
        allScopes = tenant.Forge.Alter(CalendarApp, payload: claims => claims["scope"] = "appointments contacts tasks");
    }

    public string CalendarApp { get; }

    public string MyTodos { get; }

    public string TextApp { get; }

    public string NoScope { get; }

    /// <summary>What the client itself got from the token endpoint.</summary>
    public string? GiftDeliveries { get; }

    public string EmptyScope => With("scope", "");

    /// <summary>Its signature was lost on the way.</summary>
    public string Malformed => allScopes[..allScopes.LastIndexOf('.')];

    public string Expired => tenant.Forge.Alter(allScopes, payload: claims =>
    {
        claims["iat"] = (long)claims["iat"]! - 7200;
        claims["exp"] = (long)claims["iat"]! + 3600;
    });

    public string WrongIssuer => With("iss", "https://another-tenant.test/");

    public string WrongAudience => With("aud", "urn:another-api");

    /// <summary>Signed with a key that nobody publishes, under the name (<c>kid</c>) of one that is.</summary>
    public string WrongKey => tenant.Forge.Alter(allScopes, ForgedSignature.UnpublishedKey);

    public string AlgNone => tenant.Forge.Alter(allScopes, ForgedSignature.None);

    public string PublicKeyAsSecret => tenant.Forge.Alter(allScopes, ForgedSignature.PublicKeyAsSecret);

    /// <summary>Says to CalendarApp who signed in, and opens no API.</summary>
    public string IdToken => tenant.Forge.Sign(
        new JsonObject { ["alg"] = "RS256", ["typ"] = "JWT", ["kid"] = tenant.Keys.Current },
        new JsonObject
        {
            ["iss"] = tenant.Issuer,
            ["sub"] = SampleTenant.Alice.UserId,
            ["aud"] = SampleTenant.CalendarApp.ClientId,
            ["iat"] = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds(),
            ["exp"] = TimeProvider.System.GetUtcNow().AddHours(10).ToUnixTimeSeconds(),
            ["nonce"] = Guid.NewGuid().ToString("N"),
            ["email"] = SampleTenant.Alice.Email,
        });

    private string Issue(Client client, string? scope) => tenant.IssueAccessToken(new()
    {
        UserId = SampleTenant.Alice.UserId,
        ClientId = client.ClientId,
        Audience = SampleTenant.OrganizerApi.Identifier,
        Scope = scope,
    });

    private string With(string claim, string value) => tenant.Forge.Alter(allScopes, payload: claims => claims[claim] = value);
}
