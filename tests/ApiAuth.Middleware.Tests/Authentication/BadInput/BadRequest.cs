using ApiAuth.Middleware.Testing;
using ApiAuth.Middleware.Tests.Hosting;

namespace ApiAuth.Middleware.Tests.Authentication.BadInput;

/// <summary>One row: a good request with one thing broken, and the refusal it must get. The name completes "A request with …".</summary>
sealed record BadRequest(string Name, Expected Expected)
{
    /// <summary>The token that passes.</summary>
    public TestAccessToken Twin { get; init; } = TestAccessToken.Valid with { Scope = "contacts" };

    /// <summary>The token that does not.</summary>
    public Func<TestAccessToken, TestAccessToken> Break { get; init; } = token => token;

    /// <summary>What becomes of the token once it is issued.</summary>
    public Func<string, string> Damage { get; init; } = token => token;

    /// <summary>The fields that carry the credentials.</summary>
    public string[] Fields { get; init; } = ["Authorization: Bearer {token}"];

    public string Method { get; init; } = "GET";

    /// <summary>The request's target.</summary>
    public string Target { get; init; } = "/contacts";

    public string Body { get; init; } = "";

    public override string ToString() => Name;

    public RawRequest Good(TestIssuer issuer) => Write(issuer.Issue(Twin), ["Authorization: Bearer {token}"]);

    public RawRequest Bad(TestIssuer issuer) => Bad(Damage(issuer.Issue(Break(Twin))));

    public RawRequest Bad(string token) => Write(token, Fields);

    private RawRequest Write(string token, string[] fields)
    {
        string Fill(string text) => text.Replace("{token}", token, StringComparison.Ordinal);
        return new(Method, Fill(Target), [.. fields.Select(Fill), .. Body.Length > 0 ? ["Content-Type: application/x-www-form-urlencoded"] : Array.Empty<string>()]) { Body = Fill(Body) };
    }
}

/// <summary>The whole of a refusal.</summary>
sealed record Expected(int Status, string? Challenge, string Code, int EventId)
{
    public static Expected Missing { get; } = new(401, "Bearer realm=\"api\"", "token_missing", 100);

    public static Expected Malformed { get; } = new(400,
        "Bearer realm=\"api\", error=\"invalid_request\", error_description=\"The request must carry exactly one access token, as Authorization: Bearer\"", "request_malformed", 101);

    public static Expected PolicyNotMet { get; } = new(403, null, "policy_not_met", 122);

    public static Expected Hook403 { get; } = new(403, null, "refused_by_hook", 119);

    public static Expected Invalid(string code, int eventId) =>
        new(401, "Bearer realm=\"api\", error=\"invalid_token\", error_description=\"The access token is not valid for this API\"", code, eventId);

    public static Expected Scope(string scope) => Insufficient($", scope=\"{scope}\"", "scope_missing", 120);

    public static Expected Permission(string? scope = null) => Insufficient(scope is null ? "" : $", scope=\"{scope}\"", "permission_missing", 121);

    private static Expected Insufficient(string scope, string code, int eventId) =>
        new(403, $"Bearer realm=\"api\", error=\"insufficient_scope\"{scope}, error_description=\"The access token does not grant what this request needs\"", code, eventId);
}
