using ApiAuth.LocalTenant.Tokens;
using Microsoft.AspNetCore.Http;

namespace ApiAuth.LocalTenant.Management;

/// <summary>Who calls the Management API, from a token of this tenant for it (RFC 6750 §2.1).</summary>
internal sealed record ManagementCaller(string? ClientId, IReadOnlyList<string> Scopes)
{
    private const string Scheme = "Bearer ";

    /// <summary>The caller, or why it is not let in.</summary>
    public static (ManagementCaller? Caller, ManagementAnswer? Refusal) Of(HttpRequest request, string issuer, AccessTokenReader tokens)
    {
        var credentials = request.Headers.Authorization.ToString();
        if (!credentials.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
            return (null, ManagementAnswer.MissingAuthentication);
        var token = credentials[Scheme.Length..];
        if (token.Count(character => character == '.') != 2)
            return (null, ManagementAnswer.NotAToken);
        return tokens.Read(token) is { } read && read.IsFor(issuer + "api/v2/")
            ? (new(read.ClientId, read.Scope), null)
            : (null, ManagementAnswer.InvalidToken);
    }
}
