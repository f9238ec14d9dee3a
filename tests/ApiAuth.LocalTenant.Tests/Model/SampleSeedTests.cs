namespace ApiAuth.LocalTenant.Tests.Model;

public class SampleSeedTests
{
    [Fact]
    public void The_APIs_have_the_documented_scopes()
    {
        Assert.Equal(
            [
                "urn:organizer-api | Organizer API | contacts: Manage your contacts, appointments: Manage your appointments, tasks: Manage your tasks",
                "urn:worldmappers | World Mappers API | directions: Get directions for a route, geocode:location: Geocode a location, reverse-geocode:location: Reverse Geocode a location",
            ],
            LocalTenantSeed.Samples.ResourceServers.Select(api =>
                $"{api.Identifier} | {api.Name} | {string.Join(", ", api.Scopes.Select(scope => $"{scope.Value}: {scope.Description}"))}"));
    }

    [Fact]
    public void The_clients_have_the_documented_grants()
    {
        var seed = LocalTenantSeed.Samples;

        Assert.Equal(
            [
                "CalendarApp User urn:organizer-api: appointments contacts",
                "MyTodos.io User urn:organizer-api: tasks",
                "TextApp.io User urn:organizer-api: contacts",
                "Gift Deliveries Client urn:worldmappers: directions",
                "Taxi Finder Client urn:worldmappers: geocode:location reverse-geocode:location",
            ],
            seed.ClientGrants.Select(grant =>
                $"{seed.Clients.Single(client => client.ClientId == grant.ClientId).Name} {grant.SubjectType} {grant.Audience}: {string.Join(' ', grant.Scope)}"));
    }

    [Fact]
    public void There_are_two_users() => Assert.Equal([SampleTenant.Alice, SampleTenant.Bob], LocalTenantSeed.Samples.Users);

    [Fact]
    public void A_client_shows_its_name_and_never_its_secret() =>
        Assert.Equal("CalendarApp (CalendarApp000000000000000000001)", SampleTenant.CalendarApp.ToString());
}
