using System.Security.Claims;
using ApiAuth.Middleware.Diagnostics;
using ApiAuth.Middleware.Errors;
using ApiAuth.Middleware.Tokens;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;

namespace ApiAuth.Middleware.Authentication;

/// <summary>Request in, verdict out. One instance per request and scheme.</summary>
sealed class ApiAuthHandler(ApiAuthSchemes schemes, ApiAuthMeter meter) : IAuthenticationHandler
{
    private static readonly AuthError ChallengedByCode =
        new(AuthErrorReason.TokenMissing) { Expected = "a caller whom the application's own code takes", Found = "a valid token, which that code challenged" };

    private ApiAuthScheme scheme = null!;
    private HttpContext context = null!;
    private Task<AuthenticateResult>? authentication;
    private AuthError? refused;

    public Task InitializeAsync(AuthenticationScheme scheme, HttpContext context)
    {
        (this.scheme, this.context) = (schemes[scheme.Name], context);
        return Task.CompletedTask;
    }

    public Task<AuthenticateResult> AuthenticateAsync() => authentication ??= Examine();

    public async Task ChallengeAsync(AuthenticationProperties? properties)
    {
        await AuthenticateAsync();
        await Refusals.Of(context).ChallengeAsync(scheme, refused ?? ChallengedByCode);
    }

    public async Task ForbidAsync(AuthenticationProperties? properties)
    {
        var isOurs = (await AuthenticateAsync()).Succeeded;
        await Refusals.Of(context).ForbidAsync(scheme, isOurs);
    }

    private Task<AuthenticateResult> Examine()
    {
        var credentials = Credentials.Read(context.Request, scheme.QueryTokenPaths);
        if (credentials.Problem is { } problem)
            return Task.FromResult(Refuse(problem));
        if (credentials.CameInQuery)
            KeepPrivate(context.Response);
        return TokenAuthentication.Recall(scheme, credentials.Token, meter, out var hash) is { } remembered
            ? Task.FromResult(Accept(remembered, added: null))
            : ExamineAsync(credentials.Token, hash);
    }

    // RFC 6750 §2.3. What the endpoint says of caching itself comes later, and stands.
    private static void KeepPrivate(HttpResponse response)
    {
        if (!response.HasStarted)
            response.Headers.CacheControl = "private";
    }

    private async Task<AuthenticateResult> ExamineAsync(ReadOnlyMemory<char> token, TokenHash? hash)
    {
        var outcome = await TokenAuthentication.ExamineAsync(scheme, token, hash, context.RequestServices, context, meter, context.RequestAborted);
        return outcome.Token is { } accepted ? Accept(accepted, outcome.Added) : Refuse(outcome.Error!);
    }

    private AuthenticateResult Accept(AccessToken token, List<Claim>? added) => AuthenticateResult.Success(AccessTokenTicket.Create(token, added, scheme.Name));

    private AuthenticateResult Refuse(AuthError error)
    {
        refused = error;
        return AuthenticateResults.Refused(error.Reason);
    }
}
