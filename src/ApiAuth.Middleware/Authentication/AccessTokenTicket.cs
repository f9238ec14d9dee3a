using System.Security.Claims;
using ApiAuth.Middleware.Tokens;
using Microsoft.AspNetCore.Authentication;

namespace ApiAuth.Middleware.Authentication;

/// <summary>One request's ticket for a token: a principal of its own, and the expiry for connections that outlive a request (a hub closes them by it).</summary>
static class AccessTokenTicket
{
    public static AuthenticationTicket Create(AccessToken token, List<Claim>? added, string scheme)
    {
        var identity = new AccessTokenIdentity(token, scheme);
        if (added is not null)
            identity.AddClaims(added);
        return new(new ClaimsPrincipal(identity), new AuthenticationProperties(new TicketItems(token)), scheme);
    }
}
