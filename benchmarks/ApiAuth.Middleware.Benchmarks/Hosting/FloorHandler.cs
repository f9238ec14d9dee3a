using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;

namespace ApiAuth.Middleware.Benchmarks.Hosting;

/// <summary>The least an authentication handler can do: it always returns the same prepared ticket.</summary>
sealed class FloorHandler : IAuthenticationHandler
{
    private static readonly Task<AuthenticateResult> Prepared = Task.FromResult(AuthenticateResult.Success(new(
        new ClaimsPrincipal(new ClaimsIdentity([new("sub", "auth0|test-user"), new("scope", "contacts")], "Floor")), "Floor")));

    public Task InitializeAsync(AuthenticationScheme scheme, HttpContext context) => Task.CompletedTask;

    public Task<AuthenticateResult> AuthenticateAsync() => Prepared;

    public Task ChallengeAsync(AuthenticationProperties? properties) => Task.CompletedTask;

    public Task ForbidAsync(AuthenticationProperties? properties) => Task.CompletedTask;
}
