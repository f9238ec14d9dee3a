using System.Net;

namespace ApiAuth.Samples.Tests.Organizer;

public class OrganizerMatrixTests(OrganizerHost host) : IClassFixture<OrganizerHost>
{
    static readonly string[] Paths = ["/api/appointments", "/api/contacts", "/api/tasks"];

    public static TheoryData<string, string?, int, int, int> Clients => new()
    {
        { "CalendarApp", "appointments contacts", 200, 200, 403 },
        { "CalendarApp with OpenID scopes", "openid appointments contacts email", 200, 200, 403 },
        { "MyTodos.io", "tasks", 403, 403, 200 },
        { "TextApp.io", "contacts", 403, 200, 403 },
        { "empty scope", "", 403, 403, 403 },
        { "no scope", null, 403, 403, 403 },
        { "longer words", "appointments_all contacts2 mytasks", 403, 403, 403 },
        { "another case", "Appointments CONTACTS Tasks", 403, 403, 403 },
        { "World Mappers' scopes", "directions geocode:location", 403, 403, 403 },
    };

    public static TheoryData<string> Refused => [.. Tokens.RefusedNames];

    [Theory, MemberData(nameof(Clients))]
    public async Task A_token_opens_exactly_what_its_scopes_name(string client, string? scope, int appointments, int contacts, int tasks)
    {
        using var http = host.Client(Tokens.User($"auth0|{client}", scope));
        Assert.Equal($"{appointments} {contacts} {tasks}", await StatusesAsync(http));
    }

    [Theory, MemberData(nameof(Clients))]
    public async Task A_token_without_the_scope_changes_nothing_by_any_verb(string client, string? scope, int appointments, int contacts, int tasks)
    {
        using var http = host.Client(Tokens.User($"auth0|{client}", scope));
        foreach (var (path, expected) in Paths.Zip([appointments, contacts, tasks]).Where(row => row.Second == 403))
        {
            var item = $"{path}/{Guid.NewGuid()}";
            using var read = await http.GetAsync(item);
            using var created = await http.PostAsync(path, new StringContent("{}"));
            using var updated = await http.PutAsync(item, new StringContent("{}"));
            using var deleted = await http.DeleteAsync(item);
            Assert.All([read, created, updated, deleted], response => Assert.Equal(expected, (int)response.StatusCode));
        }
    }

    [Theory, MemberData(nameof(Refused))]
    public async Task A_token_that_is_wrong_in_one_way_opens_nothing(string token)
    {
        using (var twin = host.ClientOf("auth0|twin"))
            Assert.Equal("200 200 200", await StatusesAsync(twin));

        using var http = host.Client(Tokens.Named(token, OrganizerHost.AllScopes));
        Assert.Equal("401 401 401", await StatusesAsync(http));
    }

    [Fact]
    public async Task No_token_opens_nothing()
    {
        using var http = host.Client(token: null);
        Assert.Equal("401 401 401", await StatusesAsync(http));
    }

    [Fact]
    public async Task A_token_for_World_Mappers_opens_nothing()
    {
        using var http = host.Client(Tokens.User("auth0|alice", OrganizerHost.AllScopes) with { Audience = "urn:worldmappers" });
        Assert.Equal("401 401 401", await StatusesAsync(http));
    }

    [Fact]
    public async Task A_missing_scope_is_named_in_the_challenge()
    {
        using var http = host.ClientOf("auth0|alice", "appointments contacts");
        using var response = await http.GetAsync("/api/tasks");

        Assert.Contains("""error="insufficient_scope", scope="tasks" """.Trim(), response.Headers.WwwAuthenticate.ToString(), StringComparison.Ordinal);
        Assert.Equal("scope_missing", (await response.ReadProblemAsync(HttpStatusCode.Forbidden)).GetProperty("code").GetString());
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/api")]
    [InlineData("/api/notes")]
    [InlineData("/api/contacts/not-an-id")]
    public async Task An_unknown_route_is_404_with_and_without_a_token(string path)
    {
        using var anonymous = host.Client(token: null);
        using var alice = host.ClientOf("auth0|alice");
        using var one = await anonymous.GetAsync(path);
        using var other = await alice.GetAsync(path);
        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (one.StatusCode, other.StatusCode));
    }

    static async Task<string> StatusesAsync(HttpClient http)
    {
        var statuses = new List<int>();
        foreach (var path in Paths)
        {
            using var response = await http.GetAsync(path);
            statuses.Add((int)response.StatusCode);
        }

        return string.Join(' ', statuses);
    }
}
