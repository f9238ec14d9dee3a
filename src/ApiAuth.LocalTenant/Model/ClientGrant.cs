using ApiAuth.LocalTenant.Model;

namespace ApiAuth.LocalTenant;

/// <summary>What one client may ask for at one API, at most.</summary>
public sealed record ClientGrant
{
    /// <summary><c>cgr_</c> and 16 letters or digits; made up when not given.</summary>
    public string Id { get; init; } = Ids.NewClientGrant();

    /// <summary>The client.</summary>
    public required string ClientId { get; init; }

    /// <summary>The identifier of the API.</summary>
    public required string Audience { get; init; }

    /// <summary>A subset of the API's scopes.</summary>
    public IReadOnlyList<string> Scope { get; init; } = [];

    /// <summary>Default <see cref="SubjectType.Client"/>. There is one grant for each client, API and subject type.</summary>
    public SubjectType SubjectType { get; init; } = SubjectType.Client;
}
