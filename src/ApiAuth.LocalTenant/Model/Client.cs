using ApiAuth.LocalTenant.Model;

namespace ApiAuth.LocalTenant;

/// <summary>An application that asks for tokens.</summary>
public sealed record Client
{
    /// <summary>32 letters and digits; made up when not given.</summary>
    public string ClientId { get; init; } = Ids.NewClient();

    /// <summary>The secret of a confidential client; null for a public one (<see cref="TokenEndpointAuthMethod.None"/>).</summary>
    public string? ClientSecret { get; init; }

    /// <summary>A name for people.</summary>
    public required string Name { get; init; }

    /// <summary>The values of <c>grant_type</c> that this client may use; see <see cref="GrantType"/>.</summary>
    public IReadOnlyList<string> GrantTypes { get; init; } = [];

    /// <summary>How the client authenticates. Default <see cref="TokenEndpointAuthMethod.ClientSecretPost"/>; a secret is accepted in either place.</summary>
    public TokenEndpointAuthMethod TokenEndpointAuthMethod { get; init; } = TokenEndpointAuthMethod.ClientSecretPost;

    /// <summary>Whether the application belongs to the owner of the tenant. Default true. A third-party application always needs a client grant.</summary>
    public bool IsFirstParty { get; init; } = true;

    /// <summary>Where the user may be sent back to; compared exactly.</summary>
    public IReadOnlyList<string> Callbacks { get; init; } = [];

    /// <summary>Name and id; never the secret.</summary>
    public override string ToString() => $"{Name} ({ClientId})";
}

/// <summary>The values of <c>grant_type</c> a client can be allowed.</summary>
public static class GrantType
{
    /// <summary>RFC 6749 §4.1.</summary>
    public const string AuthorizationCode = "authorization_code";

    /// <summary>RFC 6749 §4.4.</summary>
    public const string ClientCredentials = "client_credentials";

    /// <summary>RFC 6749 §4.2.</summary>
    public const string Implicit = "implicit";

    /// <summary>RFC 6749 §6.</summary>
    public const string RefreshToken = "refresh_token";

    internal static readonly string[] All = [AuthorizationCode, ClientCredentials, Implicit, RefreshToken];
}
