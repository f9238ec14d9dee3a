using System.Security.Claims;
using ApiAuth.Middleware.Diagnostics;
using ApiAuth.Middleware.Errors;
using ApiAuth.Middleware.Tokens;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace ApiAuth.Middleware.Authentication;

/// <summary>Request in, verdict out. One instance per request and scheme.</summary>
sealed class ApiAuthHandler(ApiAuthMeter meter) : IAuthenticationHandler
{
    private static readonly AuthError ChallengedByCode =
        new(AuthErrorReason.TokenMissing) { Expected = "a caller whom the application's own code takes", Found = "a valid token, which that code challenged" };

    private ApiAuthScheme scheme = null!;
    private HttpContext context = null!;
    private Task<AuthenticateResult>? authentication;
    private AuthError? refused;

    public Task InitializeAsync(AuthenticationScheme scheme, HttpContext context)
    {
        this.scheme = context.RequestServices.GetRequiredKeyedService<ApiAuthScheme>(scheme.Name);
        this.context = context;
        return Task.CompletedTask;
    }

    public Task<AuthenticateResult> AuthenticateAsync() => authentication ??= ExamineAsync();

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

    private async Task<AuthenticateResult> ExamineAsync()
    {
        var credentials = Credentials.Read(context.Request, scheme.QueryTokenPaths);
        if (credentials.Token is not { } token)
            return Refuse(credentials.Problem!);
        var outcome = await TokenAuthentication.AuthenticateAsync(scheme, token, context.RequestServices, context, meter, context.RequestAborted);
        return outcome.Token is { } accepted ? Accept(accepted, outcome.Added) : Refuse(outcome.Error!);
    }

    private AuthenticateResult Accept(AccessToken token, List<Claim>? added)
    {
        var identity = new AccessTokenIdentity(token, scheme.Name);
        identity.AddClaims(added ?? []);
        // The expiry is for connections that outlive a request: a hub closes them by it.
        var properties = new AuthenticationProperties { ExpiresUtc = token.ExpiresAt };
        return AuthenticateResult.Success(new(new ClaimsPrincipal(identity), properties, scheme.Name));
    }

    private AuthenticateResult Refuse(AuthError error)
    {
        refused = error;
        return error.Reason == AuthErrorReason.TokenMissing ? AuthenticateResult.NoResult() : AuthenticateResult.Fail(error.Reason.Code());
    }
}
