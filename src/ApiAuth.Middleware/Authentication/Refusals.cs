using ApiAuth.Middleware.Challenges;
using ApiAuth.Middleware.Errors;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace ApiAuth.Middleware.Authentication;

/// <summary>
/// The refusals of one request. Each scheme adds its challenge; the gravest refusal gives the status, and it alone is logged and written as the body.
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
    private Refusal? gravest;

    public static Refusals Of(HttpContext context)
    {
        if (context.Features.Get<Refusals>() is { } existing)
            return existing;
        var refusals = new Refusals(context);
        context.Features.Set(refusals);
        return refusals;
    }

    /// <summary>Says that several schemes may refuse, and over what.</summary>
    public void Defer(AuthorizationPolicy refusedBy, AuthorizationFailure? because) => (policy, failure, isDeferred) = (refusedBy, because, true);

    /// <summary>A scheme challenges.</summary>
    public ValueTask AddAsync(ApiAuthScheme scheme, AuthError error) => AddAsync(scheme, error, scope: null);

    /// <summary>A scheme forbids; only the one whose token came says why.</summary>
    public ValueTask AddForbiddenAsync(ApiAuthScheme scheme, bool isOurs)
    {
        if (isOurs)
            return AddAsync(scheme, Forbidden.Error(context.User, failure), Forbidden.Scope(policy, failure));
        if (!context.Response.HasStarted && gravest is null)
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
        return ValueTask.CompletedTask;
    }

    /// <summary>Every scheme has spoken.</summary>
    public async ValueTask EndAsync()
    {
        isDeferred = false;
        if (gravest is not { } refusal)
            return;
        gravest = null;
        context.RequestServices.GetRequiredService<RefusalLog>().Write(context, refusal);
        await Hooks.RefuseAsync(refusal.Scheme, refusal.Error, refusal.Challenge.Status, context);
        await RefusalBody.WriteAsync(context, refusal);
    }

    private ValueTask AddAsync(ApiAuthScheme scheme, AuthError error, string? scope)
    {
        if (context.Response.HasStarted)
            return ValueTask.CompletedTask;
        var refusal = new Refusal(scheme, error, scheme.Challenges.For(error, scope));
        if (gravest is null || refusal.IsGraverThan(gravest))
            gravest = refusal;
        refusal.AppendTo(context.Response, gravest.Challenge.Status);
        return isDeferred ? ValueTask.CompletedTask : EndAsync();
    }
}

/// <summary>One scheme's refusal.</summary>
sealed record Refusal(ApiAuthScheme Scheme, AuthError Error, Challenge Challenge)
{
    // 503 before 400 before 401 before 403; among equals the scheme with which the token came further.
    public bool IsGraverThan(Refusal other) =>
        (Rank(Challenge.Status), (int)Error.Reason).CompareTo((Rank(other.Challenge.Status), (int)other.Error.Reason)) > 0;

    public void AppendTo(HttpResponse response, int status)
    {
        response.StatusCode = status;
        response.Headers.CacheControl = "no-store";
        if (Challenge.WwwAuthenticate is { } challenge)
            response.Headers.Append("WWW-Authenticate", challenge);
        if (Error.RetryAfter is { } wait)
            response.Headers.RetryAfter = ((long)Math.Ceiling(wait.TotalSeconds)).ToString(System.Globalization.CultureInfo.InvariantCulture);
    }

    private static int Rank(int status) => status switch { 503 => 3, 400 => 2, 401 => 1, _ => 0 };
}
