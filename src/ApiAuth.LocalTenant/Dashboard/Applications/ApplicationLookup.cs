using Microsoft.AspNetCore.Http;

namespace ApiAuth.LocalTenant.Dashboard.Applications;

internal static class ApplicationLookup
{
    extension(DashboardRequest request)
    {
        /// <summary>Answers about the application that the address names.</summary>
        public IResult WithClient(Func<Client, IResult> answer) => request.Seed.Clients.FirstOrDefault(client => client.ClientId == request.Query("id")) is { } found
            ? answer(found)
            : request.NotFound("There is no such application; it may have been deleted.");
    }

    extension(LocalTenantSeed seed)
    {
        public LocalTenantSeed WithClient(string clientId, Func<Client, Client> change) =>
            seed with { Clients = [.. seed.Clients.Select(client => client.ClientId == clientId ? change(client) : client)] };
    }
}
