using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Security.Claims;
using System.Text.Json;
using ApiAuth.Middleware.Tokens;
using Microsoft.AspNetCore.Http;

namespace ApiAuth.Middleware;

/// <summary>
/// An access token that passed every check (RFC 9068 §4). Immutable; shared by all requests that carry it.
/// As a parameter of a minimal API handler it is the token of the request: the endpoint must ask for one
/// (<c>RequireScope</c>, <c>RequireAuthorization</c>), or declare the parameter as <c>AccessToken?</c>.
/// </summary>
public sealed class AccessToken
{
    internal AccessToken(KnownClaims known, string? roleClaim)
    {
        var claims = known.Members;
        Claims = known.Json;
        Issuer = known.Issuer!;
        Subject = known.Subject!;
        ClientId = claims.Text("client_id") ?? claims.Text("azp");
        Audiences = Array.AsReadOnly(known.Audiences);
        Scopes = Array.AsReadOnly(ScopeClaim.Read(claims));
        Permissions = Array.AsReadOnly(claims["permissions"].Array());
        ExpiresAt = known.ExpiresAt!.Value;
        IssuedAt = known.IssuedAt;
        NotBefore = known.NotBefore;
        TokenId = claims.Text("jti");
        OrganizationId = claims.Text("org_id");
        OrganizationName = claims.Text("org_name");
        Confirmation = claims.TryGet("cnf", out var confirmation) ? confirmation : null;
        IsMachineToMachine = MachineMarks.Any(claims, Subject, ClientId);
        Identities = new(this, roleClaim);
    }

    /// <summary><c>iss</c>: who issued the token (RFC 7519 §4.1.1).</summary>
    public string Issuer { get; }

    /// <summary><c>sub</c>: on whose behalf the call is made: a user, or the client itself (RFC 9068 §2.2). Unique within <see cref="Issuer"/> only.</summary>
    public string Subject { get; }

    /// <summary><c>client_id</c>, or <c>azp</c> where that is absent: the application that calls (RFC 9068 §2.2). Null if the token names none.</summary>
    public string? ClientId { get; }

    /// <summary><c>aud</c>: all audiences of the token, this API's among them.</summary>
    public IReadOnlyList<string> Audiences { get; }

    /// <summary><c>scope</c>, word by word and without repetition; <c>scp</c> where <c>scope</c> is absent (RFC 6749 §3.3). Empty if there is none.</summary>
    public IReadOnlyList<string> Scopes { get; }

    /// <summary><c>permissions</c>: what Auth0's RBAC grants. Empty if the claim is absent or no array of strings.</summary>
    public IReadOnlyList<string> Permissions { get; }

    /// <summary><c>iat</c>; null if absent.</summary>
    public DateTimeOffset? IssuedAt { get; }

    /// <summary><c>nbf</c>; null if absent.</summary>
    public DateTimeOffset? NotBefore { get; }

    /// <summary><c>exp</c>: from then on, give or take <see cref="TokenOptions.ClockSkew"/>, the token is refused.</summary>
    public DateTimeOffset ExpiresAt { get; }

    /// <summary><c>jti</c>; null if absent, as in Auth0's own token dialect.</summary>
    public string? TokenId { get; }

    /// <summary><c>org_id</c>; null if the token is of no organization. The API itself must keep organizations apart.</summary>
    public string? OrganizationId { get; }

    /// <summary><c>org_name</c>; null if absent.</summary>
    public string? OrganizationName { get; }

    /// <summary>The client acts on its own, not for a user: <c>gty</c> says so, or <c>sub</c> is the client.</summary>
    public bool IsMachineToMachine { get; }

    /// <summary><c>cnf</c> (RFC 7800 §3): the key that the token is bound to; null for a bearer token.</summary>
    public JsonElement? Confirmation { get; }

    /// <summary>Every claim, as JSON. Valid for as long as the token is referenced.</summary>
    public JsonElement Claims { get; }

    internal AccessTokenClaims Identities { get; }

    /// <summary>Whether <see cref="Scopes"/> holds this scope: the whole word, in this case.</summary>
    public bool HasScope(string scope) => Holds(Scopes, scope);

    /// <summary>Whether <see cref="Permissions"/> holds this permission: the whole text, in this case.</summary>
    public bool HasPermission(string permission) => Holds(Permissions, permission);

    /// <summary>Binds the token of the request as a parameter of a minimal API handler; null if the request has none.</summary>
    public static ValueTask<AccessToken?> BindAsync(HttpContext context, ParameterInfo parameter)
    {
        ArgumentNullException.ThrowIfNull(context);
        return ValueTask.FromResult(TryGet(context.User, out var token) ? token : null);
    }

    /// <summary>The issuer and the expiry; nothing that names a person, nothing of the token itself.</summary>
    public override string ToString() => $"Access token of {Issuer}, expires {ExpiresAt:u}";

    /// <summary>The token behind a principal: through the identity that this library issued, never through claims.</summary>
    internal static bool TryGet(ClaimsPrincipal? principal, [NotNullWhen(true)] out AccessToken? token)
    {
        token = (principal?.Identity as AccessTokenIdentity)?.Token;
        if (token is null && principal is not null)
            token = principal.Identities.OfType<AccessTokenIdentity>().FirstOrDefault()?.Token;
        return token is not null;
    }

    private static bool Holds(IReadOnlyList<string> words, string word)
    {
        for (var i = 0; i < words.Count; i++)
            if (string.Equals(words[i], word, StringComparison.Ordinal))
                return true;
        return false;
    }
}
