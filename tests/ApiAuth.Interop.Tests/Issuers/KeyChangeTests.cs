using ApiAuth.Interop.Tests.Organizer;
using ApiAuth.Middleware.Testing;

namespace ApiAuth.Interop.Tests.Issuers;

/// <summary>oidc-provider has its keys from its start to its end. It starts anew on the same port, with others; Organizer runs on.</summary>
public class KeyChangeTests
{
    [Fact]
    public async Task A_token_of_the_new_keys_is_accepted_at_once_and_from_then_on_the_old_one_is_refused()
    {
        await using var issuer = await StrictIssuer.StartAsync();
        await using var organizer = new OrganizerOnIssuer(issuer.Name);
        var old = await issuer.IssueAsync();
        (await organizer.GetContactsAsync(old)).IsAccepted();

        await issuer.RestartAsync();

        (await organizer.GetContactsAsync(old)).IsAccepted(); // nobody told the API yet
        (await organizer.GetContactsAsync(await issuer.IssueAsync())).IsAccepted();
        (await organizer.GetContactsAsync(old)).IsRefused("key_unknown");
    }

    [Fact]
    public async Task The_old_token_is_refused_within_the_lifetime_of_the_keys_though_nobody_brings_a_new_one()
    {
        var time = new ManualTimeProvider(TimeProvider.System.GetUtcNow());
        using var renewal = new FetchOfKeys(ordinal: 2);
        await using var issuer = await StrictIssuer.StartAsync();
        await using var organizer = new OrganizerOnIssuer(issuer.Name, time: time, log: renewal);
        var old = await issuer.IssueAsync();
        (await organizer.GetContactsAsync(old)).IsAccepted();
        await issuer.RestartAsync();

        // Steps that are shorter than the time-out of a fetch, up to the lifetime of the keys.
        for (var second = 0; second < 15 * 60 && !organizer.IsFetching && !renewal.Ended.IsCompleted; second++)
            time.Advance(TimeSpan.FromSeconds(1));
        Assert.Contains("Fetched 3 signing keys", await renewal.Ended, StringComparison.Ordinal);

        (await organizer.GetContactsAsync(old)).IsRefused("key_unknown");
    }
}
