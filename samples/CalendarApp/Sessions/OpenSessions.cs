using System.Buffers.Text;
using System.Security.Claims;
using System.Security.Cryptography;
using Microsoft.Extensions.Caching.Memory;

namespace CalendarApp.Sessions;

/// <summary>Everybody's tokens, in this server's memory. An application on several servers would use a shared, encrypted cache.</summary>
sealed class OpenSessions(IMemoryCache memory)
{
    public static readonly TimeSpan Idle = TimeSpan.FromHours(8);

    private const string ClaimType = "session";

    /// <summary>Begins a session, and gives the claim that names it in the cookie.</summary>
    public Claim Open(TokenSet tokens)
    {
        var name = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        memory.Set(Key(name), new Session(tokens), new MemoryCacheEntryOptions { SlidingExpiration = Idle });
        return new(ClaimType, name);
    }

    public Session? Of(ClaimsPrincipal user) =>
        user.FindFirstValue(ClaimType) is { } name ? memory.Get<Session>(Key(name)) : null;

    /// <summary>Forgets the session of the user, and gives it back for the last time.</summary>
    public Session? Close(ClaimsPrincipal user)
    {
        var session = Of(user);
        if (user.FindFirstValue(ClaimType) is { } name)
            memory.Remove(Key(name));
        return session;
    }

    private static (Type, string) Key(string name) => (typeof(Session), name);
}
