using ApiAuth.Interop.Tests.Organizer;
using ApiAuth.Interop.Tests.Processes;

namespace ApiAuth.Interop.Tests.Issuers;

/// <summary>One issuer and one Organizer that trusts it, for the tests of a class that change neither. They start with the first test that does not skip.</summary>
public abstract class Pair<TIssuer>(Func<Task<TIssuer>> start, Func<TIssuer, OrganizerOnIssuer> trust) : IAsyncDisposable
    where TIssuer : IAsyncDisposable
{
    private readonly Lazy<Task<(TIssuer Issuer, OrganizerOnIssuer Organizer)>> pair = new(async () =>
    {
        var issuer = await start();
        return (issuer, trust(issuer));
    });

    public Task<(TIssuer Issuer, OrganizerOnIssuer Organizer)> GetAsync()
    {
        NodeScripts.Require();
        return pair.Value;
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (!pair.IsValueCreated)
            return;
        var (issuer, organizer) = await pair.Value;
        await organizer.DisposeAsync();
        await issuer.DisposeAsync();
    }
}

/// <summary>The strict one, with every algorithm of its that the library knows.</summary>
public sealed class StrictPair() : Pair<StrictIssuer>(StrictIssuer.StartAsync, issuer => new(issuer.Name, ["RS256", "PS256", "ES256"]));

/// <summary>The sloppy one.</summary>
public sealed class SloppyPair() : Pair<SloppyIssuer>(() => SloppyIssuer.StartAsync(), issuer => new(issuer.Name));
