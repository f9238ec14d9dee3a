using ApiAuth.LocalTenant.Dashboard.Apis;
using Microsoft.AspNetCore.Http;

namespace ApiAuth.LocalTenant.Dashboard.Overview;

/// <summary>The first page.</summary>
internal static class OverviewPages
{
    private const int LastRequests = 8;

    public static IResult Show(DashboardRequest request)
    {
        var seed = request.Seed;
        var api = seed.ResourceServers is [var first, ..] ? first : null;
        return request.Page<OverviewPage, OverviewView>(new()
        {
            Issuer = request.Tenant.Issuer,
            Seed = seed,
            Api = api,
            Settings = AppSettings.For(request.Tenant.Issuer, api?.Identifier ?? "urn:my-api", api?.SigningAlgorithm ?? SigningAlgorithm.RS256),
            Requests = [.. request.Tenant.Requests.Recent.Reverse().Take(LastRequests)],
            Now = request.Now,
        });
    }
}

internal sealed record OverviewView
{
    public required string Issuer { get; init; }

    public required LocalTenantSeed Seed { get; init; }

    /// <summary>The API of the example; null where there is none yet.</summary>
    public required ResourceServer? Api { get; init; }

    public required string Settings { get; init; }

    public required IReadOnlyList<RequestLogEntry> Requests { get; init; }

    public required DateTimeOffset Now { get; init; }
}
