using System.Security.Claims;
using ApiAuth.Middleware.Diagnostics;
using ApiAuth.Middleware.Errors;
using ApiAuth.Middleware.Tokens;
using Microsoft.AspNetCore.Http;

namespace ApiAuth.Middleware.Authentication;

/// <summary>A token's whole way: the rules, then the hooks, then the memory and the count.</summary>
static class TokenAuthentication
{
    /// <summary>A remembered token that no hook has a say in, without a wait; otherwise null, and <paramref name="hash"/> goes to <see cref="ExamineAsync"/>.</summary>
    public static AccessToken? Recall(ApiAuthScheme scheme, ReadOnlyMemory<char> token, ApiAuthMeter meter, out TokenHash? hash)
    {
        hash = null;
        if (scheme.HasHooks || scheme.Tokens.Recall(token, out hash) is not { } remembered)
            return null;
        meter.TokenExamined(remembered.Issuer.Settings.Alias, refused: null);
        return remembered.Token;
    }

    public static async ValueTask<Authenticated> ExamineAsync(
        ApiAuthScheme scheme, ReadOnlyMemory<char> token, TokenHash? hash, IServiceProvider services, HttpContext? http, ApiAuthMeter meter, CancellationToken cancellationToken)
    {
        var remembered = scheme.HasHooks ? scheme.Tokens.Recall(token, out hash) : null;
        var verdict = remembered is null ? await scheme.Tokens.ExamineAsync(token.Span, hash, cancellationToken) : new(remembered);
        if (verdict.Accepted is not { } accepted)
            return Counted(new(null, verdict.Error, null), verdict, meter);

        var (refused, added) = scheme.HasHooks ? await Hooks.AcceptAsync(scheme, accepted.Token, services, http, cancellationToken) : default;
        if (refused is not null)
            scheme.Tokens.Cache.Remove(accepted);
        else if (remembered is null)
            scheme.Tokens.Cache.Add(accepted);
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
