using Microsoft.AspNetCore.Authorization;

namespace ApiAuth.Middleware.Scopes;

/// <summary>A requirement that only the validated token can meet; claims cannot.</summary>
interface ITokenRequirement : IAuthorizationRequirement
{
    bool IsMetBy(AccessToken token);
}

/// <summary>All of these scopes, or any one of them.</summary>
sealed class ScopeRequirement(string[] scopes, bool any) : ITokenRequirement
{
    public IReadOnlyList<string> Scopes => scopes;

    public bool Any => any;

    public bool IsMetBy(AccessToken token) => any ? Array.Exists(scopes, token.HasScope) : Array.TrueForAll(scopes, token.HasScope);

    public override string ToString() => RequiredWords.Describe("scope", scopes, any);
}

/// <summary>All of these permissions, or any one of them.</summary>
sealed class PermissionRequirement(string[] permissions, bool any) : ITokenRequirement
{
    public IReadOnlyList<string> Permissions => permissions;

    public bool IsMetBy(AccessToken token) => any ? Array.Exists(permissions, token.HasPermission) : Array.TrueForAll(permissions, token.HasPermission);

    public override string ToString() => RequiredWords.Describe("permission", permissions, any);
}
