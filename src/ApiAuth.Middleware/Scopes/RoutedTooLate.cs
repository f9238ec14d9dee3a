using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Matching;

namespace ApiAuth.Middleware.Scopes;

/// <summary>
/// Closes what <see cref="AuthenticatedWhereMatched"/> would leave open where routing comes after authorization: a caller who was let through as if to
/// an unknown route, and then finds an endpoint after all. Such a request fails, since the pipeline's order is the mistake.
/// </summary>
sealed class RoutedTooLate(ScopePolicySettings settings) : MatcherPolicy, IEndpointSelectorPolicy
{
    private static readonly object LetThrough = new();

    /// <summary>After the policies that choose among the candidates.</summary>
    public override int Order => int.MaxValue;

    /// <summary>Remembers the path on which an anonymous caller was let through.</summary>
    public static void Mark(HttpContext context) => context.Items[LetThrough] = PathOf(context);

    public bool AppliesToEndpoints(IReadOnlyList<Endpoint> endpoints) => settings.RequireAuthenticatedByDefault;

    /// <exception cref="InvalidOperationException">The endpoint needs an authenticated caller, and authorization has come and gone.</exception>
    public Task ApplyAsync(HttpContext httpContext, CandidateSet candidates)
    {
        // Another path is another run of the pipeline, for an error page for example.
        if (httpContext.Items.TryGetValue(LetThrough, out var path) && Equals(path, PathOf(httpContext)) && NeedsCaller(candidates))
            throw new InvalidOperationException(
                "Routing comes after authorization, so RequireAuthenticatedByDefault() cannot see the endpoint. Call UseRouting() before UseAuthentication() and UseAuthorization(), and call those two yourself.");
        return Task.CompletedTask;
    }

    private static bool NeedsCaller(CandidateSet candidates)
    {
        for (var i = 0; i < candidates.Count; i++)
            if (candidates.IsValidCandidate(i) && candidates[i].Endpoint.Metadata.GetMetadata<IAllowAnonymous>() is null)
                return true;
        return false;
    }

    private static string PathOf(HttpContext context) => context.Request.PathBase + context.Request.Path;
}
