using ApiAuth.LocalTenant.Model;
using ApiAuth.LocalTenant.State;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;

namespace ApiAuth.LocalTenant.Sessions;

/// <summary>Who is signed in with which browser.</summary>
internal sealed class UserSessions(TenantStore store, ExpiringTable<Session> sessions, TenantIssuer issuer, IDataProtectionProvider protection, TimeProvider time)
{
    private readonly TenantCookie cookie = new("session", issuer, protection);

    /// <summary>The session of the browser that asks; null where nobody is signed in, or no longer.</summary>
    public Session? Find(HttpRequest request)
    {
        if (cookie.Read(request) is not { } secret || sessions.Find(secret) is not { } session || !IsLive(session))
            return null;
        sessions.Exchange(secret, used => used with { UsedAt = time.GetUtcNow() });
        return session;
    }

    /// <summary>Signs the user in under a new secret, whatever the browser had before (session fixation).</summary>
    public Session Start(HttpContext context, User user)
    {
        Forget(context.Request);
        var now = time.GetUtcNow();
        var session = new Session(Ids.NewSecret(), user.UserId, now, now);
        var secret = Ids.NewSecret();
        sessions.Add(secret, session, store.Current.Settings.SessionLifetime);
        cookie.Write(context, secret);
        return session;
    }

    public void End(HttpContext context)
    {
        Forget(context.Request);
        cookie.Delete(context);
    }

    private void Forget(HttpRequest request)
    {
        if (cookie.Read(request) is { } secret)
            sessions.Take(secret);
    }

    private bool IsLive(Session session) =>
        time.GetUtcNow() - session.UsedAt < store.Current.Settings.IdleSessionLifetime && store.FindUser(session.UserId) is not null;
}
