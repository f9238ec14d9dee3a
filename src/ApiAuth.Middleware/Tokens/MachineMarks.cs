using ApiAuth.Middleware.Jws;

namespace ApiAuth.Middleware.Tokens;

/// <summary>What tells a client's own token from a user's; no single mark is in every dialect (RFC 9068 §2.2, RFC 9700 §4.15).</summary>
static class MachineMarks
{
    public static bool Any(JsonMembers claims, string subject, string? clientId) =>
        claims.Text("gty") == "client-credentials"
        || subject == clientId
        || (clientId is not null && subject == $"{clientId}@clients")
        || claims.Text("sub_profile") == "service"
        || subject.StartsWith("agt_", StringComparison.Ordinal);
}
