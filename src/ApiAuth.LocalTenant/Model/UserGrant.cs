using ApiAuth.LocalTenant.Model;

namespace ApiAuth.LocalTenant;

/// <summary>What a user allowed a client to do at one API, on the consent page. There is one for each user, client and API.</summary>
public sealed record UserGrant
{
    /// <summary>24 hexadecimal digits; made up when not given.</summary>
    public string Id { get; init; } = Ids.NewUserGrant();

    /// <summary>The <see cref="User.UserId"/>.</summary>
    public required string UserId { get; init; }

    /// <summary>The client.</summary>
    public required string ClientId { get; init; }

    /// <summary>The identifier of the API.</summary>
    public required string Audience { get; init; }

    /// <summary>The scopes allowed so far. A scope that the API no longer has may still be among them.</summary>
    public IReadOnlyList<string> Scope { get; init; } = [];
}
