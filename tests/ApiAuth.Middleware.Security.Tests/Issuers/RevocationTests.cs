using ApiAuth.Middleware.Security.Tests.Attacks;
using ApiAuth.Middleware.Testing;
using ApiAuth.Middleware.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace ApiAuth.Middleware.Security.Tests.Issuers;

/// <summary>A remembered token is examined again where it can change: the clock, its key, the issuer's keys as a whole.</summary>
public class RevocationTests
{
    [Fact, Trait("Row", "F4")]
    public async Task A_remembered_token_ends_with_its_expiry_and_with_its_key()
    {
        await using var api = await TestApi.StartAsync(new() { Options = options => options.Tokens.ClockSkew = TimeSpan.Zero });
        var brief = api.Issuer.Issue(TestAccessToken.Valid with { Lifetime = TimeSpan.FromSeconds(2) });
        var old = api.Issuer.CurrentKey;
        var signedByOld = api.Issuer.Issue();
        await api.AcceptsAsync(brief);
        await api.AcceptsAsync(signedByOld);

        api.Time.Advance(TimeSpan.FromSeconds(1));
        await api.AcceptsAsync(brief, "a second before its end");
        api.Time.Advance(TimeSpan.FromSeconds(2));
        await api.RefusesAsync(AuthErrorReason.TokenExpired, brief);

        api.Issuer.Rotate();
        api.Issuer.Withdraw(old.KeyId);
        await api.AcceptsAsync(signedByOld, "while its key is believed in");
        await api.Services.GetRequiredService<IApiAuthKeys>().RefreshAsync();
        await api.RefusesAsync(AuthErrorReason.KeyUnknown, signedByOld);
        await api.AcceptsAsync(api.Issuer.Issue(), "signed by the new key");
    }
}
