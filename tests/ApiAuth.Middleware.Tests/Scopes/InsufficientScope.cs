using System.Net;
using ApiAuth.Middleware.Tests.Hosting;

namespace ApiAuth.Middleware.Tests.Scopes;

/// <summary>The refusal of RFC 6750 §3.1 in the words of this library.</summary>
static class InsufficientScope
{
    private const string Description = "error_description=\"The access token does not grant what this request needs\"";

    public static string Challenge(string? scope) =>
        scope is null
            ? $"Bearer realm=\"api\", error=\"insufficient_scope\", {Description}"
            : $"Bearer realm=\"api\", error=\"insufficient_scope\", scope=\"{scope}\", {Description}";

    /// <summary>403, with these scopes in the challenge and this code in the body.</summary>
    public static void AssertNames(this Answer answer, string? scope, string code = "scope_missing") =>
        Assert.Equal((HttpStatusCode.Forbidden, Challenge(scope), code), (answer.Status, answer.Challenge, answer.Code));
}
