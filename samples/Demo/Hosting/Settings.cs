using ApiAuth.LocalTenant;

namespace Demo.Hosting;

/// <summary>What each sample needs to know of the others.</summary>
static class Settings
{
    public static Dictionary<string, string?> OfApi(ResourceServer api, string issuer, params Uri[] browserClients)
    {
        var settings = new Dictionary<string, string?>
        {
            ["Auth0:Issuer"] = issuer,
            ["Auth0:Audience"] = api.Identifier,
            ["Auth0:Keys:FetchTimeout"] = "00:00:30", // everything starts at once, on any laptop
            ["ConnectionStrings:Organizer"] = "Data Source=demo;Mode=Memory;Cache=Shared",
        };
        foreach (var scope in api.Scopes)
            settings[$"Auth0:Scopes:{scope.Value}"] = scope.Description;
        foreach (var (index, client) in browserClients.Index())
            settings[$"Cors:Origins:{index}"] = client.GetLeftPart(UriPartial.Authority);
        return settings;
    }

    public static Dictionary<string, string?> OfClient(Client client, string issuer, Uri organizer) => new()
    {
        ["Organizer:Issuer"] = issuer,
        ["Organizer:ClientId"] = client.ClientId,
        ["Organizer:ClientSecret"] = client.ClientSecret,
        ["Organizer:Audience"] = SampleTenant.OrganizerApi.Identifier,
        ["Organizer:Api"] = $"{organizer}",
    };
}
