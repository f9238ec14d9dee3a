using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ApiAuth.Middleware.Tests.Scopes;

/// <summary>Ways to be somebody, with every claim one could wish for, without a token of ours.</summary>
static class OtherUsers
{
    public const string Scheme = "Key";

    public static readonly Claim[] Generous =
        [new("scope", "contacts"), new("scp", "contacts"), new("permissions", "delete:contacts"), new("sub", "somebody"), new("roles", "admin")];

    public static ClaimsPrincipal HandMade { get; } = new(new ClaimsIdentity(Generous, "hand-made", "sub", "roles"));

    public static void AddKeyScheme(this AuthenticationBuilder authentication) => authentication.AddScheme<AuthenticationSchemeOptions, KeyHandler>(Scheme, null);

    /// <summary>Everybody with a header <c>X-Key</c> is somebody.</summary>
    private sealed class KeyHandler(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder)
        : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
    {
        protected override Task<AuthenticateResult> HandleAuthenticateAsync() => Task.FromResult(Request.Headers.ContainsKey("X-Key")
            ? AuthenticateResult.Success(new(HandMade, OtherUsers.Scheme))
            : AuthenticateResult.NoResult());
    }
}

/// <summary>A transformation that means well: the clone of the user gets scopes that the token does not have.</summary>
sealed class GenerousTransformation : IClaimsTransformation
{
    public Task<ClaimsPrincipal> TransformAsync(ClaimsPrincipal principal)
    {
        var clone = new ClaimsPrincipal(principal.Identities.Select(identity => identity.Clone()));
        ((ClaimsIdentity)clone.Identity!).AddClaims(OtherUsers.Generous);
        clone.AddIdentity(new ClaimsIdentity(OtherUsers.Generous, "generous"));
        return Task.FromResult(clone);
    }
}

/// <summary>The same as a hook.</summary>
sealed class GenerousHook : IAccessTokenHook
{
    public ValueTask<AccessTokenHookResult> OnAcceptedAsync(AccessTokenHookContext context, CancellationToken cancellationToken)
    {
        foreach (var claim in OtherUsers.Generous)
            context.AddClaim(claim.Type, claim.Value);
        return ValueTask.FromResult(AccessTokenHookResult.Continue);
    }
}
