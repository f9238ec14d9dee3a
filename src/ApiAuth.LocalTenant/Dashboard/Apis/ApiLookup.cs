using Microsoft.AspNetCore.Http;

namespace ApiAuth.LocalTenant.Dashboard.Apis;

internal static class ApiLookup
{
    extension(DashboardRequest request)
    {
        /// <summary>Answers about the API that the address names.</summary>
        public IResult WithApi(Func<ResourceServer, IResult> answer) =>
            request.Seed.ResourceServers.FirstOrDefault(api => api.Id == request.Query("id")) is { } found
                ? answer(found)
                : request.NotFound("There is no such API; it may have been deleted.");
    }

    extension(LocalTenantSeed seed)
    {
        public LocalTenantSeed WithApi(string id, Func<ResourceServer, ResourceServer> change) =>
            seed with { ResourceServers = [.. seed.ResourceServers.Select(api => api.Id == id ? change(api) : api)] };
    }
}
