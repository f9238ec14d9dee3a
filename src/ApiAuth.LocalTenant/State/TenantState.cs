using ApiAuth.LocalTenant.Authorize;
using ApiAuth.LocalTenant.OAuth;
using ApiAuth.LocalTenant.RateLimits;
using ApiAuth.LocalTenant.Sessions;
using ApiAuth.LocalTenant.Tokens;

namespace ApiAuth.LocalTenant.State;

/// <summary>What the tenant remembers of the sign-ins under way and of the tokens it handed out. In memory: it ends with the process.</summary>
internal sealed class TenantState(TimeProvider time)
{
    private const int Capacity = 10_000;

    public ExpiringTable<Transaction> Transactions { get; } = new(time, Capacity);

    public ExpiringTable<Session> Sessions { get; } = new(time, Capacity);

    public ExpiringTable<AuthorizationCode> Codes { get; } = new(time, Capacity);

    public ExpiringTable<RefreshToken> RefreshTokens { get; } = new(time, Capacity);

    public ExpiringTable<OpaqueToken> OpaqueTokens { get; } = new(time, Capacity);

    /// <summary>The clients whose assertions were used, by client and <c>jti</c>.</summary>
    public ExpiringTable<Client> Assertions { get; } = new(time, Capacity);

    public RequestQuotas Quotas { get; } = new(time);

    /// <summary>Forgets the tokens that came of one authorization; JWTs stay valid until they expire.</summary>
    public void Revoke(string authorizationId)
    {
        RefreshTokens.RemoveWhere(token => token.Authorization.Id == authorizationId);
        OpaqueTokens.RemoveWhere(token => token.Authorization.Id == authorizationId);
    }

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        Transactions.Clear();
        Sessions.Clear();
        Codes.Clear();
        RefreshTokens.Clear();
        OpaqueTokens.Clear();
        Assertions.Clear();
        Quotas.Clear();
    }
}
