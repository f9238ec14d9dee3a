using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace ApiAuth.Samples.Tests.Organizer;

public class OrganizerApiTests(OrganizerHost host) : IClassFixture<OrganizerHost>
{
    [Fact]
    public async Task A_new_user_finds_the_sample_data()
    {
        using var http = host.ClientOf("auth0|newcomer");
        var appointments = await http.GetJsonAsync("/api/appointments");
        Assert.Equal(["Follow up on deal with Contoso", "Meet with Fabrikam"], appointments.Texts("title"));
        Assert.Equal(["2015-11-03", "2015-11-20"], appointments.Texts("date"));
        Assert.Equal(["Jane Doe", "John Doe"], (await http.GetJsonAsync("/api/contacts")).Texts("name"));
        var tasks = await http.GetJsonAsync("/api/tasks");
        Assert.Equal(["Finish blog post"], tasks.Texts("title"));
        Assert.Equal(["2015-12-05"], tasks.Texts("due"));
    }

    [Fact]
    public async Task Ten_first_requests_of_one_user_at_once_find_the_sample_data_once()
    {
        using var http = host.ClientOf("auth0|hasty");
        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => http.GetJsonAsync("/api/contacts")));
        Assert.All(answers, contacts => Assert.Equal(["Jane Doe", "John Doe"], contacts.Texts("name")));
    }

    [Fact]
    public async Task A_contact_is_created_read_replaced_and_deleted()
    {
        using var http = host.ClientOf("auth0|contacts");
        using var created = await http.PostAsJsonAsync("/api/contacts", new { name = "Ann", email = "ann@example.test", phone = "+1 425 555 0100" });
        var contact = await created.ReadAsync(HttpStatusCode.Created);
        Assert.Equal($"/api/contacts/{contact.Id()}", created.Headers.Location?.AbsolutePath);
        Assert.Equal(["id", "name", "email", "phone"], contact.EnumerateObject().Select(property => property.Name));
        Assert.Equal(contact.GetRawText(), (await http.GetJsonAsync(created.Headers.Location!.ToString())).GetRawText());

        using var replaced = await http.PutAsJsonAsync(created.Headers.Location, new { name = "Ann Lee" });
        var after = await replaced.ReadAsync(HttpStatusCode.OK);
        Assert.Equal((contact.Id(), "Ann Lee", JsonValueKind.Null), (after.Id(), after.GetProperty("name").GetString(), after.GetProperty("email").ValueKind));
        Assert.Equal(after.GetRawText(), (await http.GetJsonAsync(created.Headers.Location!.ToString())).GetRawText());

        await AssertDeletesOnceAsync(http, created.Headers.Location!);
    }

    [Fact]
    public async Task A_task_is_created_done_reopened_and_deleted()
    {
        using var http = host.ClientOf("auth0|tasks");
        using var created = await http.PostAsJsonAsync("/api/tasks", new { title = "Pack", due = "2026-04-01" });
        var task = await created.ReadAsync(HttpStatusCode.Created);
        Assert.Equal($"/api/tasks/{task.Id()}", created.Headers.Location?.AbsolutePath);
        Assert.False(task.GetProperty("done").GetBoolean());

        using var done = await http.PutAsJsonAsync(created.Headers.Location, new { title = "Pack", due = "2026-04-01", done = true });
        Assert.Equal((true, JsonValueKind.String), Completion(await done.ReadAsync(HttpStatusCode.OK)));
        using var reopened = await http.PutAsJsonAsync(created.Headers.Location, new { title = "Pack" });
        Assert.Equal((false, JsonValueKind.Null), Completion(await reopened.ReadAsync(HttpStatusCode.OK)));

        await AssertDeletesOnceAsync(http, created.Headers.Location!);
    }

    [Fact]
    public async Task An_appointment_invites_contacts_replaces_them_and_is_deleted()
    {
        using var http = host.ClientOf("auth0|appointments");
        var ann = (await http.PostJsonAsync("/api/contacts", new { name = "Ann" })).Id();
        var ben = (await http.PostJsonAsync("/api/contacts", new { name = "Ben" })).Id();
        using var created = await http.PostAsJsonAsync("/api/appointments", new { title = "Lunch", date = "2026-03-21", contactIds = new[] { ann, ann } });
        var appointment = await created.ReadAsync(HttpStatusCode.Created);
        Assert.Equal($"/api/appointments/{appointment.Id()}", created.Headers.Location?.AbsolutePath);
        Assert.Equal([ann], Invited(appointment));
        Assert.Equal(["id", "title", "date", "contactIds"], appointment.EnumerateObject().Select(property => property.Name));

        using var moved = await http.PutAsJsonAsync(created.Headers.Location, new { title = "Dinner", date = "2026-03-22", contactIds = new[] { ben } });
        Assert.Equal([ben], Invited(await moved.ReadAsync(HttpStatusCode.OK)));
        var listed = (await http.GetJsonAsync("/api/appointments")).EnumerateArray().Single(item => item.Id() == appointment.Id());
        Assert.Equal(("Dinner", "2026-03-22"), (listed.GetProperty("title").GetString(), listed.GetProperty("date").GetString()));

        using var gone = await http.DeleteAsync($"/api/contacts/{ben}");
        Assert.Equal(HttpStatusCode.NoContent, gone.StatusCode);
        Assert.Empty(Invited(await http.GetJsonAsync(created.Headers.Location!.ToString())));

        await AssertDeletesOnceAsync(http, created.Headers.Location!);
    }

    [Theory]
    [InlineData("/api/contacts", """{"name":"Ann"}""", """{}""", "name")]
    [InlineData("/api/contacts", """{"name":"Ann"}""", """{"name":" "}""", "name")]
    [InlineData("/api/contacts", """{"name":"Ann"}""", """{"name":null}""", "name")]
    [InlineData("/api/contacts", """{"name":"Ann","email":"ann@example.test"}""", """{"name":"Ann","email":"ann"}""", "email")]
    [InlineData("/api/contacts", """{"name":"Ann","phone":"555"}""", """{"name":"Ann","phone":"call me"}""", "phone")]
    [InlineData("/api/tasks", """{"title":"Pack"}""", """{"title":""}""", "title")]
    [InlineData("/api/tasks", """{"title":"Pack","due":"2026-02-28"}""", """{"title":"Pack","due":"2026-02-30"}""", "$.due")]
    [InlineData("/api/tasks", """{"title":"Pack","done":true}""", """{"title":"Pack","done":"yes"}""", "$.done")]
    [InlineData("/api/appointments", """{"title":"Lunch","date":"2026-03-21"}""", """{"title":"Lunch"}""", "date")]
    [InlineData("/api/appointments", """{"title":"Lunch","date":"2026-03-21"}""", """{"date":"2026-03-21"}""", "title")]
    [InlineData("/api/appointments", """{"title":"Lunch","date":"2026-03-21","contactIds":[]}""", """{"title":"Lunch","date":"2026-03-21","contactIds":null}""", "contactIds")]
    [InlineData("/api/appointments", """{"title":"Lunch","date":"2026-03-21","contactIds":[]}""", """{"title":"Lunch","date":"2026-03-21","contactIds":["x"]}""", "$.contactIds[0]")]
    public async Task Bad_input_is_400_and_names_the_member(string path, string good, string bad, string member)
    {
        using var http = host.ClientOf("auth0|clumsy");
        using var twin = await http.PostAsync(path, Body(good));
        var id = (await twin.ReadAsync(HttpStatusCode.Created)).Id();

        using var created = await http.PostAsync(path, Body(bad));
        using var updated = await http.PutAsync($"{path}/{id}", Body(bad));
        foreach (var response in new[] { created, updated })
        {
            var errors = (await response.ReadProblemAsync(HttpStatusCode.BadRequest)).GetProperty("errors");
            Assert.True(errors.TryGetProperty(member, out _), errors.GetRawText());
        }
    }

    [Theory]
    [InlineData("/api/contacts", "name", 100)]
    [InlineData("/api/tasks", "title", 200)]
    public async Task A_text_is_as_long_as_its_limit_and_no_longer(string path, string member, int limit)
    {
        using var http = host.ClientOf("auth0|verbose");
        using var longest = await http.PostAsJsonAsync(path, new Dictionary<string, string> { [member] = new('x', limit) });
        Assert.Equal(HttpStatusCode.Created, longest.StatusCode);

        using var tooLong = await http.PostAsJsonAsync(path, new Dictionary<string, string> { [member] = new('x', limit + 1) });
        var errors = (await tooLong.ReadProblemAsync(HttpStatusCode.BadRequest)).GetProperty("errors");
        Assert.True(errors.TryGetProperty(member, out _), errors.GetRawText());
    }

    [Fact]
    public async Task More_invitations_than_the_limit_are_refused()
    {
        using var http = host.ClientOf("auth0|host");
        using var response = await http.PostAsJsonAsync("/api/appointments", new
        {
            title = "Party",
            date = "2026-03-21",
            contactIds = Enumerable.Range(0, 51).Select(_ => Guid.NewGuid()),
        });
        var errors = (await response.ReadProblemAsync(HttpStatusCode.BadRequest)).GetProperty("errors");
        Assert.Contains("50", errors.GetProperty("contactIds")[0].GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_full_list_refuses_one_more_with_409_and_takes_it_after_one_was_deleted()
    {
        using var http = host.ClientOf("auth0|hoarder");
        var id = (await http.GetJsonAsync("/api/tasks"))[0].Id();
        for (var i = 1; i < 500; i++)
            await http.PostJsonAsync("/api/tasks", new { title = $"{i}" });
        Assert.Equal(500, (await http.GetJsonAsync("/api/tasks")).GetArrayLength());

        using var refused = await http.PostAsJsonAsync("/api/tasks", new { title = "500" });
        await refused.ReadProblemAsync(HttpStatusCode.Conflict);
        using var deleted = await http.DeleteAsync($"/api/tasks/{id}");
        await http.PostJsonAsync("/api/tasks", new { title = "500" });
    }

    [Fact]
    public async Task A_browser_client_may_call_from_a_configured_origin()
    {
        using var http = host.Client(token: null);
        using var preflight = await http.SendAsync(Preflight("http://localhost:7002"));
        Assert.Equal(HttpStatusCode.NoContent, preflight.StatusCode);
        Assert.Equal("http://localhost:7002", preflight.Headers.GetValues("Access-Control-Allow-Origin").Single());
        Assert.Contains("Authorization", preflight.Headers.GetValues("Access-Control-Allow-Headers").Single(), StringComparison.OrdinalIgnoreCase);

        using var stranger = await http.SendAsync(Preflight("http://evil.test"));
        Assert.False(stranger.Headers.Contains("Access-Control-Allow-Origin"));
    }

    [Fact]
    public async Task A_browser_client_can_read_a_refusal()
    {
        using var http = host.Client(token: null);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/tasks") { Headers = { { "Origin", "http://localhost:7002" } } };
        using var response = await http.SendAsync(request);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal("http://localhost:7002", response.Headers.GetValues("Access-Control-Allow-Origin").Single());
        Assert.Contains("WWW-Authenticate", response.Headers.GetValues("Access-Control-Expose-Headers").Single(), StringComparison.Ordinal);
    }

    static HttpRequestMessage Preflight(string origin) => new(HttpMethod.Options, "/api/tasks")
    {
        Headers = { { "Origin", origin }, { "Access-Control-Request-Method", "PUT" }, { "Access-Control-Request-Headers", "authorization" } },
    };

    static async Task AssertDeletesOnceAsync(HttpClient http, Uri location)
    {
        using var deleted = await http.DeleteAsync(location);
        using var again = await http.DeleteAsync(location);
        using var read = await http.GetAsync(location);
        Assert.Equal([HttpStatusCode.NoContent, HttpStatusCode.NotFound, HttpStatusCode.NotFound], [deleted.StatusCode, again.StatusCode, read.StatusCode]);
    }

    static StringContent Body(string json) => new(json, new System.Net.Http.Headers.MediaTypeHeaderValue("application/json"));

    static (bool Done, JsonValueKind CompletedAt) Completion(JsonElement task) => (task.GetProperty("done").GetBoolean(), task.GetProperty("completedAt").ValueKind);

    static IEnumerable<Guid> Invited(JsonElement appointment) => appointment.GetProperty("contactIds").EnumerateArray().Select(id => id.GetGuid());
}
