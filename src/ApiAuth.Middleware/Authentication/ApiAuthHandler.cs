using ApiAuth.Middleware.Diagnostics;
using ApiAuth.Middleware.Errors;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;

namespace ApiAuth.Middleware.Authentication;

/// <summary>Request in, verdict out. One instance per request and scheme.</summary>
sealed class ApiAuthHandler(ApiAuthSchemes schemes, ApiAuthMeter meter) : IAuthenticationHandler
{
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
        await Refusals.Of(context).AddAsync(scheme, refused ?? Credentials.None);
    }

    public async Task ForbidAsync(AuthenticationProperties? properties)
    {
        var isOurs = (await AuthenticateAsync()).Succeeded;
        await Refusals.Of(context).AddForbiddenAsync(scheme, isOurs);
    }

    private Task<AuthenticateResult> Examine()
    {
        var credentials = Credentials.Read(context.Request, scheme.QueryTokenPaths);
        if (credentials.Problem is { } problem)
            return Task.FromResult(Refuse(problem));
#pragma warning disable CA2012 // Consumed once: here if it has ended, otherwise by the await.
        var examined = TokenAuthentication.AuthenticateAsync(scheme, credentials.Token, context.RequestServices, context, meter, context.RequestAborted);
        return examined.IsCompletedSuccessfully ? Task.FromResult(Conclude(examined.Result)) : AwaitAsync(examined);
#pragma warning restore CA2012
    }

    private async Task<AuthenticateResult> AwaitAsync(ValueTask<Authenticated> examined) => Conclude(await examined);

    private AuthenticateResult Conclude(Authenticated outcome) =>
        outcome.Token is { } token ? AuthenticateResult.Success(AccessTokenTicket.Create(token, outcome.Added, scheme.Name)) : Refuse(outcome.Error!);

    private AuthenticateResult Refuse(AuthError error)
    {
        refused = error;
        return AuthenticateResults.Refused(error.Reason);
    }
}
