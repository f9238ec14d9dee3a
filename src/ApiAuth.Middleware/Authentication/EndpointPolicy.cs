using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace ApiAuth.Middleware.Authentication;

/// <summary>
/// What the endpoint of a request asks for, where nobody says over what it was refused: <c>Results.Forbid()</c>, or a result handler that the
/// application registered after ours.
/// </summary>
static class EndpointPolicy
{
    public static async ValueTask<AuthorizationPolicy?> OfAsync(HttpContext context)
    {
        if (context.GetEndpoint()?.Metadata is not { } metadata)
            return null;
        var policies = context.RequestServices.GetRequiredService<IAuthorizationPolicyProvider>();
        return await AuthorizationPolicy.CombineAsync(policies, metadata.GetOrderedMetadata<IAuthorizeData>(), metadata.GetOrderedMetadata<AuthorizationPolicy>());
    }
}
