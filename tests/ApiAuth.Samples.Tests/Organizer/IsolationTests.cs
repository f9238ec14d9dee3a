using System.Net;
using System.Net.Http.Json;

namespace ApiAuth.Samples.Tests.Organizer;

public class IsolationTests(OrganizerHost host) : IClassFixture<OrganizerHost>
{
    public static TheoryData<string, object> Kinds => new()
    {
        { "/api/appointments", new { title = "Lunch", date = "2026-03-21" } },
        { "/api/contacts", new { name = "Ann" } },
        { "/api/tasks", new { title = "Call Ann" } },
    };

    [Theory, MemberData(nameof(Kinds))]
    public async Task Another_user_finds_nothing_by_any_verb_and_changes_nothing(string path, object body)
    {
        using var alice = host.ClientOf("auth0|alice");
        using var mallory = host.ClientOf("auth0|mallory");
        var before = await alice.PostJsonAsync(path, body);
        var item = $"{path}/{before.Id()}";

        Assert.DoesNotContain(before.Id(), (await mallory.GetJsonAsync(path)).EnumerateArray().Select(HttpJson.Id));
        using var read = await mallory.GetAsync(item);
        using var updated = await mallory.PutAsJsonAsync(item, body);
        using var deleted = await mallory.DeleteAsync(item);
        foreach (var response in new[] { read, updated, deleted })
            await response.ReadProblemAsync(HttpStatusCode.NotFound);

        Assert.Equal(before.GetRawText(), (await alice.GetJsonAsync(item)).GetRawText());
        Assert.Contains(before.Id(), (await alice.GetJsonAsync(path)).EnumerateArray().Select(HttpJson.Id));
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task The_owner_s_own_update_and_delete_do_what_another_s_do_not(string path, object body)
    {
        using var alice = host.ClientOf("auth0|alice-twin");
        var item = $"{path}/{(await alice.PostJsonAsync(path, body)).Id()}";

        using var updated = await alice.PutAsJsonAsync(item, body);
        using var deleted = await alice.DeleteAsync(item);
        using var gone = await alice.GetAsync(item);
        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.NoContent, HttpStatusCode.NotFound], [updated.StatusCode, deleted.StatusCode, gone.StatusCode]);
    }

    [Fact]
    public async Task A_foreign_contact_is_refused_in_an_invitation_like_one_that_does_not_exist()
    {
        using var alice = host.ClientOf("auth0|alice");
        using var mallory = host.ClientOf("auth0|mallory");
        var theirs = (await alice.PostJsonAsync("/api/contacts", new { name = "Ann" })).Id();
        var own = (await mallory.PostJsonAsync("/api/contacts", new { name = "Moe" })).Id();
        object Inviting(Guid id) => new { title = "Lunch", date = "2026-03-21", contactIds = new[] { id } };
        var appointment = await mallory.PostJsonAsync("/api/appointments", Inviting(own));

        foreach (var id in new[] { theirs, Guid.NewGuid() })
        {
            using var created = await mallory.PostAsJsonAsync("/api/appointments", Inviting(id));
            using var updated = await mallory.PutAsJsonAsync($"/api/appointments/{appointment.Id()}", Inviting(id));
            foreach (var response in new[] { created, updated })
            {
                var errors = (await response.ReadProblemAsync(HttpStatusCode.BadRequest)).GetProperty("errors");
                Assert.Equal([$"You have no contact {id}."], errors.GetProperty("contactIds").EnumerateArray().Select(error => error.GetString()));
            }
        }

        Assert.Equal(appointment.GetRawText(), (await mallory.GetJsonAsync($"/api/appointments/{appointment.Id()}")).GetRawText());
    }

    [Fact]
    public async Task A_machine_client_owns_its_own_data()
    {
        using var machine = host.Client(Tokens.Machine("nightly-sync", OrganizerHost.AllScopes));
        using var user = host.ClientOf("nightly-sync");
        var note = (await machine.PostJsonAsync("/api/tasks", new { title = "Sync" })).Id();

        Assert.Contains(note, (await machine.GetJsonAsync("/api/tasks")).EnumerateArray().Select(HttpJson.Id));
        Assert.DoesNotContain(note, (await user.GetJsonAsync("/api/tasks")).EnumerateArray().Select(HttpJson.Id));
    }
}
