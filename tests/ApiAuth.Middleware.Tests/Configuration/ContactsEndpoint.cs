using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ApiAuth.Middleware.Tests.Configuration;

/// <summary>The endpoint that shows whether an API is protected: GET /contacts asks for the scope <c>contacts</c>.</summary>
static class ContactsEndpoint
{
    public static void MapContacts(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet("/contacts", (HttpContext context) => context.User.Identity?.Name ?? "nobody").RequireScope("contacts");

    /// <summary>The status with the scope, with a token without it, and without a token.</summary>
    public static async Task<int[]> TryContactsAsync(this RunningApi api) =>
    [
        (int)(await api.GetAsync("/contacts", "openid contacts")).Status,
        (int)(await api.GetAsync("/contacts", "openid")).Status,
        (int)(await api.GetAsync("/contacts")).Status,
    ];
}
