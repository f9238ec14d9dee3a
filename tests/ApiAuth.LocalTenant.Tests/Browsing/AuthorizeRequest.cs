using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.IdentityModel.Tokens;

namespace ApiAuth.LocalTenant.Tests.Browsing;

/// <summary>The parameters of an authorization request: CalendarApp's good one, to be broken with <c>with</c>.</summary>
public sealed record AuthorizeRequest
{
    public const string Verifier = "a-verifier-of-43-characters-is-long-enough.";

    public static AuthorizeRequest Valid { get; } = For(SampleTenant.CalendarApp);

    public string? ResponseType { get; init; } = "code";

    public string? ClientId { get; init; }

    public string? RedirectUri { get; init; }

    public string? Scope { get; init; } = "appointments contacts";

    public string? Audience { get; init; } = "urn:organizer-api";

    public string? State { get; init; } = "the state";

    public string? Nonce { get; init; }

    public string? ResponseMode { get; init; }

    public string? Prompt { get; init; }

    public string? CodeChallenge { get; init; } = Challenge(Verifier);

    public string? CodeChallengeMethod { get; init; } = "S256";

    /// <summary>Appended to the query as it is.</summary>
    public string More { get; init; } = "";

    public string Url => TenantPaths.Authorize + new QueryBuilder(Parameters()) + More;

    public static AuthorizeRequest For(Client client) => new() { ClientId = client.ClientId, RedirectUri = client.Callbacks[0] };

    public static string Challenge(string verifier) => Base64UrlEncoder.Encode(SHA256.HashData(Encoding.ASCII.GetBytes(verifier)));

    private IEnumerable<KeyValuePair<string, string>> Parameters()
    {
        (string Name, string? Value)[] parameters =
        [
            ("response_type", ResponseType), ("client_id", ClientId), ("redirect_uri", RedirectUri), ("scope", Scope), ("audience", Audience), ("state", State),
            ("nonce", Nonce), ("response_mode", ResponseMode), ("prompt", Prompt), ("code_challenge", CodeChallenge), ("code_challenge_method", CodeChallengeMethod),
        ];
        return parameters.Where(parameter => parameter.Value is not null).Select(parameter => KeyValuePair.Create(parameter.Name, parameter.Value!));
    }
}
