using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;

namespace ApiAuth.Middleware.Scopes;

/// <summary>A caller with a token wherever an endpoint was matched; an unknown route stays what it is, a 404.</summary>
sealed class AuthenticatedWhereMatched : AuthorizationHandler<AuthenticatedWhereMatched>, IAuthorizationRequirement
{
    public override string ToString() => "an authenticated caller (RequireAuthenticatedByDefault)";

    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, AuthenticatedWhereMatched requirement)
    {
        if (context.User.Identities.Any(identity => identity.IsAuthenticated))
            context.Succeed(requirement);
        else if (context.Resource is HttpContext http && http.GetEndpoint() is null)
        {
            // Nothing was matched, or nothing was matched yet: RoutedTooLate tells which.
            RoutedTooLate.Mark(http);
            context.Succeed(requirement);
        }
        return Task.CompletedTask;
    }
}
