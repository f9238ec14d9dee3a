using RefreshTokens = ApiAuth.LocalTenant.Resources.Member<ApiAuth.LocalTenant.Client>;

namespace ApiAuth.LocalTenant.Resources;

/// <summary>The refresh tokens of an application as JSON. Auth0 has a number and a flag where the model has a duration or none.</summary>
internal static class RefreshTokenResource
{
    private const long Longest = 157_788_000;
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan UsualLifetime = TimeSpan.FromSeconds(2_592_000);
    private static readonly TimeSpan UsualIdleLifetime = TimeSpan.FromSeconds(1_296_000);

    public static RefreshTokenSettings OfStrictThirdParty { get; } = new() { Lifetime = TimeSpan.FromSeconds(31_557_600), IdleLifetime = UsualLifetime };

    public static RefreshTokens Member { get; } = RefreshTokens.Nested(
        "refresh_token", "Refresh tokens.",
        RefreshTokens.Choice<RefreshTokenRotation>(
            "rotation_type", "Whether each exchange gives a new one.", client => client.RefreshToken.Rotation, (client, rotation) => With(client, token => token with { Rotation = rotation })),
        RefreshTokens.Duration(
            "leeway", "Seconds in which a rotated one may be used again.", Second, client => client.RefreshToken.Leeway, (client, leeway) => With(client, token => token with { Leeway = leeway }), 0, 600),
        RefreshTokens.Duration(
            "token_lifetime", "Life in seconds from sign-in on.", Second,
            client => client.RefreshToken.Lifetime ?? UsualLifetime, (client, life) => With(client, token => token with { Lifetime = life }), 1, Longest),
        RefreshTokens.Duration(
            "idle_token_lifetime", "Life in seconds from the last exchange on.", Second,
            client => client.RefreshToken.IdleLifetime ?? UsualIdleLifetime, (client, life) => With(client, token => token with { IdleLifetime = life }), 1, Longest),
        RefreshTokens.Flag(
            "infinite_token_lifetime", "Whether it lives without end.",
            client => client.RefreshToken.Lifetime is null, (client, infinite) => With(client, token => token with { Lifetime = infinite ? null : token.Lifetime ?? UsualLifetime })),
        RefreshTokens.Flag(
            "infinite_idle_token_lifetime", "Whether it lives without being used.",
            client => client.RefreshToken.IdleLifetime is null, (client, infinite) => With(client, token => token with { IdleLifetime = infinite ? null : token.IdleLifetime ?? UsualIdleLifetime })),
        RefreshTokens.Choice<RefreshTokenExpiration>(
            "expiration_type", "Whether it expires.", client => Expires(client.RefreshToken) ? RefreshTokenExpiration.Expiring : RefreshTokenExpiration.NonExpiring, WithExpiration)).AlwaysShown();

    private static Client WithExpiration(Client client, RefreshTokenExpiration expiration) => With(client, token => expiration switch
    {
        RefreshTokenExpiration.NonExpiring => token with { Lifetime = null, IdleLifetime = null },
        _ when Expires(token) => token,
        _ => token with { Lifetime = UsualLifetime, IdleLifetime = UsualIdleLifetime },
    });

    private static bool Expires(RefreshTokenSettings token) => token.Lifetime is not null || token.IdleLifetime is not null;

    private static Client With(Client client, Func<RefreshTokenSettings, RefreshTokenSettings> change) => client with { RefreshToken = change(client.RefreshToken) };
}
