using Microsoft.AspNetCore.Authorization;

namespace ApiAuth.Middleware.Scopes;

/// <summary>A requirement that only the token this library validated can meet; claims cannot, and without such a token it is not met.</summary>
abstract class TokenRequirement : IAuthorizationRequirement, IAuthorizationHandler
{
    public Task HandleAsync(AuthorizationHandlerContext context)
    {
        if (AccessToken.TryGet(context.User, out var token) && IsMetBy(token))
            context.Succeed(this);
        return Task.CompletedTask;
    }

    public abstract bool IsMetBy(AccessToken token);
}

/// <summary>All of these scopes, or any one of them.</summary>
sealed class ScopeRequirement(string[] scopes, bool any) : TokenRequirement
{
    public IReadOnlyList<string> Scopes => scopes;

    public bool Any => any;

    public override string ToString() => RequiredWords.Describe("scope", scopes, any);

    public override bool IsMetBy(AccessToken token) => any ? Array.Exists(scopes, token.HasScope) : Array.TrueForAll(scopes, token.HasScope);
}

/// <summary>All of these permissions, or any one of them.</summary>
sealed class PermissionRequirement(string[] permissions, bool any) : TokenRequirement
{
    public override string ToString() => RequiredWords.Describe("permission", permissions, any);

    public override bool IsMetBy(AccessToken token) => any ? Array.Exists(permissions, token.HasPermission) : Array.TrueForAll(permissions, token.HasPermission);
}
