using ApiAuth.Middleware;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Scopes and permissions for endpoints, groups and hubs.</summary>
public static class ApiAuthEndpointConventionBuilderExtensions
{
    /// <summary>Asks for an access token with all of these scopes; see <see cref="RequireScopeAttribute"/>.</summary>
    /// <exception cref="ArgumentException">A scope is empty or holds white space.</exception>
    public static TBuilder RequireScope<TBuilder>(this TBuilder builder, string scope, params string[] more)
        where TBuilder : IEndpointConventionBuilder => builder.RequireAuthorization(new RequireScopeAttribute(scope, more));

    /// <summary>Asks for an access token with one of these scopes; see <see cref="RequireAnyScopeAttribute"/>.</summary>
    /// <exception cref="ArgumentException">A scope is empty or holds white space.</exception>
    public static TBuilder RequireAnyScope<TBuilder>(this TBuilder builder, string scope, params string[] more)
        where TBuilder : IEndpointConventionBuilder => builder.RequireAuthorization(new RequireAnyScopeAttribute(scope, more));

    /// <summary>Asks for an access token with all of these permissions; see <see cref="RequirePermissionAttribute"/>.</summary>
    /// <exception cref="ArgumentException">A permission is empty or holds white space.</exception>
    public static TBuilder RequirePermission<TBuilder>(this TBuilder builder, string permission, params string[] more)
        where TBuilder : IEndpointConventionBuilder => builder.RequireAuthorization(new RequirePermissionAttribute(permission, more));

    /// <summary>Asks for an access token with one of these permissions; see <see cref="RequireAnyPermissionAttribute"/>.</summary>
    /// <exception cref="ArgumentException">A permission is empty or holds white space.</exception>
    public static TBuilder RequireAnyPermission<TBuilder>(this TBuilder builder, string permission, params string[] more)
        where TBuilder : IEndpointConventionBuilder => builder.RequireAuthorization(new RequireAnyPermissionAttribute(permission, more));
}
