using System.Security.Claims;
using ApiAuth.Middleware.Diagnostics;
using ApiAuth.Middleware.Errors;
using ApiAuth.Middleware.Tokens;
using Microsoft.AspNetCore.Http;

namespace ApiAuth.Middleware.Authentication;

/// <summary>A token's whole way: the rules, then the hooks, then the count.</summary>
static class TokenAuthentication
{
    public static ValueTask<Authenticated> AuthenticateAsync(
        ApiAuthScheme scheme, ReadOnlyMemory<char> token, IServiceProvider services, HttpContext? http, ApiAuthMeter meter, CancellationToken cancellationToken)
    {
#pragma warning disable CA2012 // Consumed once: here where a remembered token has its answer at once, otherwise by the await.
        var pending = scheme.Tokens.ValidateAsync(token, cancellationToken);
        if (scheme.HasHooks || !pending.IsCompletedSuccessfully)
            return AwaitAsync(pending, scheme, services, http, meter, cancellationToken);
        var verdict = pending.Result;
#pragma warning restore CA2012
        return ValueTask.FromResult(Counted(new(verdict.Accepted?.Token, verdict.Error, null), verdict, meter));
    }

    private static async ValueTask<Authenticated> AwaitAsync(
        ValueTask<TokenVerdict> pending, ApiAuthScheme scheme, IServiceProvider services, HttpContext? http, ApiAuthMeter meter, CancellationToken cancellationToken)
    {
        var verdict = await pending;
        if (verdict.Accepted is not { } accepted || !scheme.HasHooks)
            return Counted(new(verdict.Accepted?.Token, verdict.Error, null), verdict, meter);

        var (refused, added) = await Hooks.AcceptAsync(scheme, accepted.Token, services, http, cancellationToken);
        if (refused is not null)
            scheme.Tokens.Cache.Remove(accepted);
        return Counted(new(refused is null ? accepted.Token : null, refused, added), verdict, meter);
    }

    private static Authenticated Counted(Authenticated outcome, TokenVerdict verdict, ApiAuthMeter meter)
    {
        meter.TokenExamined(verdict.IssuerAlias, outcome.Error?.Reason);
        return outcome;
    }
}

/// <summary>A token that passed with the claims that hooks added, or the reason why it did not.</summary>
readonly record struct Authenticated(AccessToken? Token, AuthError? Error, List<Claim>? Added);
