using ApiAuth.Middleware.Challenges;
using ApiAuth.Middleware.Errors;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace ApiAuth.Middleware.Authentication;

/// <summary>
/// The refusals of one request. Each scheme adds its challenge; the gravest refusal gives the status, and it alone is logged and written as the body, once.
/// </summary>
/// <remarks>
/// Within the authorization middleware several schemes may refuse in turn, so the end is left to <see cref="RefusalResultHandler"/>.
/// A challenge from elsewhere (<c>Results.Challenge()</c>) ends at once.
/// </remarks>
sealed class Refusals(HttpContext context)
{
    private AuthorizationPolicy? policy;
    private AuthorizationFailure? failure;
    private bool isDeferred;
    private ApiAuthScheme? bystander;
    private Refusal? gravest;
    private bool hasEnded;

    public static Refusals Of(HttpContext context)
    {
        if (context.Features.Get<Refusals>() is { } existing)
            return existing;
        var refusals = new Refusals(context);
        context.Features.Set(refusals);
        return refusals;
    }

    /// <summary>Says over what the request is refused.</summary>
    public void Concern(AuthorizationPolicy refusedBy, AuthorizationFailure? because) => (policy, failure) = (refusedBy, because);

    /// <summary>Says that several schemes may refuse before <see cref="EndAsync"/>.</summary>
    public void Defer() => isDeferred = true;

    /// <summary>Takes that back.</summary>
    public void Undefer() => isDeferred = false;

    /// <summary>A scheme challenges.</summary>
    public ValueTask ChallengeAsync(ApiAuthScheme scheme, AuthError error)
    {
        Add(scheme, error, scope: null);
        return isDeferred ? ValueTask.CompletedTask : EndAsync();
    }

    /// <summary>A scheme forbids. The one whose token came says why; another only where no token of ours came at all.</summary>
    public async ValueTask ForbidAsync(ApiAuthScheme scheme, bool isOurs)
    {
        policy ??= await EndpointPolicy.OfAsync(context);
        if (isOurs)
            AddForbidden(scheme);
        else
            bystander ??= scheme;
        if (!isDeferred)
            await EndAsync();
    }

    /// <summary>Every scheme has spoken.</summary>
    public async ValueTask EndAsync()
    {
        isDeferred = false;
        if (gravest is null && bystander is not null)
            AddForbidden(bystander);
        if (hasEnded || gravest is not { } refusal)
            return;
        hasEnded = true;
        context.RequestServices.GetRequiredService<RefusalLog>().Write(context, refusal);
        // Before the body: a hook that throws makes the request a 500, which a response that has begun could not become.
        await Hooks.RefuseAsync(refusal.Scheme, refusal.Error, refusal.Challenge.Status, context);
        await RefusalBody.WriteAsync(context, refusal);
    }

    private void AddForbidden(ApiAuthScheme scheme)
    {
        var asked = policy?.Requirements ?? [];
        Add(scheme, Forbidden.Error(context.User, asked, failure), Forbidden.Scope(context.User, asked));
    }

    private void Add(ApiAuthScheme scheme, AuthError error, string? scope)
    {
        if (context.Response.HasStarted)
            return;
        var refusal = new Refusal(scheme, error, scheme.Challenges.For(error, scope));
        if (gravest is null || refusal.IsGraverThan(gravest))
            gravest = refusal;
        refusal.AppendTo(context.Response, gravest.Challenge.Status);
    }
}

/// <summary>One scheme's refusal.</summary>
sealed record Refusal(ApiAuthScheme Scheme, AuthError Error, Challenge Challenge)
{
    // The vocabulary stands in the order in which a request is examined, keys that cannot be had last: the scheme with which the token came further speaks.
    public bool IsGraverThan(Refusal other) => Error.Reason > other.Error.Reason;

    public void AppendTo(HttpResponse response, int status)
    {
        response.StatusCode = status;
        response.Headers.CacheControl = "no-store";
        // An error page that runs on the same request may be refused in its turn.
        if (Challenge.WwwAuthenticate is { } challenge && !response.Headers.WWWAuthenticate.Contains(challenge))
            response.Headers.Append("WWW-Authenticate", challenge);
        if (Error.RetryAfter is { } wait)
            response.Headers.RetryAfter = ((long)Math.Ceiling(wait.TotalSeconds)).ToString(System.Globalization.CultureInfo.InvariantCulture);
    }
}
