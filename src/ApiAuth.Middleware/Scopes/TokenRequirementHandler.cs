using Microsoft.AspNetCore.Authorization;

namespace ApiAuth.Middleware.Scopes;

/// <summary>Holds requirements against the token that this library validated; without one, none is met.</summary>
sealed class TokenRequirementHandler : IAuthorizationHandler
{
    public Task HandleAsync(AuthorizationHandlerContext context)
    {
        foreach (var requirement in context.Requirements)
            if (requirement is ITokenRequirement asked && AccessToken.TryGet(context.User, out var token) && asked.IsMetBy(token))
                context.Succeed(requirement);
        return Task.CompletedTask;
    }
}
