using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Diagnostics;
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

    /// <summary>Remembers that an anonymous caller was let through.</summary>
    public static void Mark(HttpContext context) => context.Items[LetThrough] = LetThrough;

    /// <summary>Forgets it, when what comes after authorization has ended: a run of the pipeline that begins before authorization is judged anew.</summary>
    public static void Unmark(HttpContext context) => context.Items.Remove(LetThrough);

    public bool AppliesToEndpoints(IReadOnlyList<Endpoint> endpoints) => settings.RequireAuthenticatedByDefault;

    /// <exception cref="InvalidOperationException">The endpoint needs an authenticated caller, and authorization has come and gone.</exception>
    public Task ApplyAsync(HttpContext httpContext, CandidateSet candidates)
    {
        // The path says nothing: it may be rewritten between authorization and routing.
        if (httpContext.Items.ContainsKey(LetThrough) && !IsErrorPage(httpContext) && NeedsCaller(candidates))
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

    // The host's own page for what went wrong behind authorization, which routes anew.
    private static bool IsErrorPage(HttpContext context) =>
        context.Features.Get<IStatusCodeReExecuteFeature>() is not null || context.Features.Get<IExceptionHandlerFeature>() is not null;
}
