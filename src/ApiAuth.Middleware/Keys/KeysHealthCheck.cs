using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ApiAuth.Middleware.Keys;

/// <summary>Can tokens be checked? Reads the held sets only: no call goes out for a probe.</summary>
sealed class KeysHealthCheck(IApiAuthKeys keys) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var issuers = keys.Issuers;
        var worst = issuers.Count == 0 ? IssuerKeyStatus.None : issuers.Min(issuer => issuer.Status);
        var data = issuers.ToDictionary(issuer => issuer.Issuer, issuer => (object)Describe(issuer), StringComparer.Ordinal);
        var description = issuers.Count == 0 ? "No issuer is configured." : string.Join(" ", issuers.Select(Describe));
        return Task.FromResult(new HealthCheckResult(StatusOf(worst, context), description, data: data));
    }

    private static HealthStatus StatusOf(IssuerKeyStatus worst, HealthCheckContext context) => worst switch
    {
        IssuerKeyStatus.Fresh => HealthStatus.Healthy,
        IssuerKeyStatus.Stale => HealthStatus.Degraded,
        _ => context.Registration.FailureStatus,
    };

    private static string Describe(IssuerKeyState issuer) => issuer.Status switch
    {
        IssuerKeyStatus.Fresh => $"{issuer.Issuer}: {issuer.KeyCount} keys.",
        IssuerKeyStatus.Stale => $"{issuer.Issuer}: {issuer.KeyCount} keys, stale for lack of a successful fetch. {issuer.LastError}",
        _ => $"{issuer.Issuer}: no keys. {issuer.LastError}",
    };
}
