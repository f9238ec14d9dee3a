using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;

namespace ApiAuth.Middleware.Tests.Configuration;

/// <summary>A scheme of the app's own, as cookies are one: whoever sends the header <c>Session</c> is signed in by that name; others are sent to the login page.</summary>
sealed class OtherScheme : IAuthenticationHandler
{
    public const string Name = "Session";

    private HttpContext context = null!;

    public static void AddTo(AuthenticationOptions options) => options.AddScheme<OtherScheme>(Name, displayName: null);

    public Task InitializeAsync(AuthenticationScheme scheme, HttpContext context)
    {
        this.context = context;
        return Task.CompletedTask;
    }

    public Task<AuthenticateResult> AuthenticateAsync() => Task.FromResult(
        context.Request.Headers["Session"] is [{ } name] ? AuthenticateResult.Success(new(new(new ClaimsIdentity([new(ClaimTypes.Name, name)], Name)), Name)) : AuthenticateResult.NoResult());

    public Task ChallengeAsync(AuthenticationProperties? properties)
    {
        context.Response.Redirect("/login");
        return Task.CompletedTask;
    }

    public Task ForbidAsync(AuthenticationProperties? properties)
    {
        context.Response.Redirect("/denied");
        return Task.CompletedTask;
    }
}
