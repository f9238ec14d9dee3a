using System.Collections.Frozen;
using ApiAuth.LocalTenant.Model;

namespace ApiAuth.LocalTenant;

/// <summary>What one client may ask for at one API, at most.</summary>
public sealed record ClientGrant
{
    /// <summary><c>cgr_</c> and 16 letters or digits; made up when not given.</summary>
    public string Id { get; init; } = Ids.NewClientGrant();

    /// <summary>In place of a client id: every third-party application that has no client grant of its own for the API.</summary>
    public const string ThirdPartyClients = "third_party_clients";

    /// <summary>The client, or <see cref="ThirdPartyClients"/>.</summary>
    public required string ClientId { get; init; }

    /// <summary>The identifier of the API.</summary>
    public required string Audience { get; init; }

    /// <summary>A subset of the API's scopes.</summary>
    public IReadOnlyList<string> Scope { get; init; } = [];

    /// <summary>Whether the client may ask for every scope that the API has, now or later; <see cref="Scope"/> then means nothing. Default false.</summary>
    public bool AllowAllScopes { get; init; }

    /// <summary>Default <see cref="SubjectType.Client"/>. There is one grant for each client, API and subject type.</summary>
    public SubjectType SubjectType { get; init; } = SubjectType.Client;

    /// <summary>The members that a JSON document set, so that answers show them.</summary>
    internal IReadOnlySet<string> GivenMembers { get; init; } = FrozenSet<string>.Empty;
}
