using ApiAuth.LocalTenant.Model;
using ApiAuth.LocalTenant.State;
using ApiAuth.LocalTenant.Tokens;

namespace ApiAuth.LocalTenant.OAuth;

/// <summary>Issues refresh tokens and takes them in exchange, rotating them where the client's settings say so (RFC 9700 §4.14.2).</summary>
internal sealed class RefreshTokens(TenantState state, TimeProvider time)
{
    public string Start(UserAuthorization authorization)
    {
        var now = time.GetUtcNow();
        return Add(new() { Authorization = authorization, StartedAt = now, UsedAt = now });
    }

    /// <summary>The authorization that the token stands for; null where the token is not good for this client.</summary>
    public RefreshToken? Redeem(Client client, string secret)
    {
        var now = time.GetUtcNow();
        var rotates = client.RefreshToken.Rotation == RefreshTokenRotation.Rotating;
        // What was there before tells who was first: of two uses at once, one sees the other's mark.
        var token = state.RefreshTokens.Exchange(secret, found => found.Authorization.ClientId != client.ClientId
            ? found
            : found with { UsedAt = now, ReplacedAt = rotates ? found.ReplacedAt ?? now : null });
        if (token is null || token.Authorization.ClientId != client.ClientId)
            return null;
        if (token.IsLive(client.RefreshToken, now) && !IsReplayed(token, client, now))
            return token;

        state.Revoke(token.Authorization.Id);
        return null;
    }

    /// <summary>The token to use from now on; null where the old one stays.</summary>
    public string? Rotate(Client client, RefreshToken token, string secret)
    {
        if (client.RefreshToken.Rotation != RefreshTokenRotation.Rotating)
            return null;
        var next = Add(token with { UsedAt = time.GetUtcNow(), ReplacedAt = null });
        // A replay may have revoked the family in between, the old token with it: then the new one goes too.
        if (state.RefreshTokens.Find(secret) is null)
            state.RefreshTokens.Take(next);
        return next;
    }

    private static bool IsReplayed(RefreshToken token, Client client, DateTimeOffset now) =>
        token.ReplacedAt is { } replacedAt && now - replacedAt >= client.RefreshToken.Leeway;

    private string Add(RefreshToken token)
    {
        var secret = Ids.NewRefreshToken();
        state.RefreshTokens.Add(secret, token, lifetime: null);
        return secret;
    }
}
