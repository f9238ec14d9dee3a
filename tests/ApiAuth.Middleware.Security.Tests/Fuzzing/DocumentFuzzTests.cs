using ApiAuth.Middleware.Security.Tests.Attacks;
using ApiAuth.Middleware.Testing;
using ApiAuth.Middleware.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace ApiAuth.Middleware.Security.Tests.Fuzzing;

/// <summary>Key sets and discovery documents of any kind: the fetch ends with keys or with a sentence, and only keys that are whole check tokens.</summary>
public class DocumentFuzzTests
{
    private static readonly TestKey Forger = TestKey.Rsa(index: 7) with { KeyId = "forger" };

    [Fact, Trait("Row", "D11"), Trait("Row", "F6")]
    public async Task Every_mutation_of_a_key_set_leaves_usable_keys_or_the_old_ones()
    {
        await using var api = await TestApi.StartAsync(new() { Options = options => options.Tokens.Algorithms = ["RS256", "ES256"] });
        var document = $$"""{"keys":[{{api.Issuer.CurrentKey.ToJwk()}},{{TestKey.Ec().ToJwk()}}]}""";
        var (token, forged) = (api.Issuer.Issue(TestAccessToken.Valid with { Lifetime = TimeSpan.FromDays(30) }), api.Issuer.Issue(TestAccessToken.Valid with { Lifetime = TimeSpan.FromDays(30), Key = Forger, KeyId = api.Issuer.CurrentKey.KeyId }));
        Assert.True((await api.ValidateAsync(token)).IsValid);
        var (renewed, kept) = (0, 0);

        for (var index = 0; index < Fuzz.Count / 50; index++)
        {
            api.Issuer.Jwks.Document = Mutated(document, Fuzz.At(Fuzz.Seed, index));
            _ = await RefreshesAsync(api, index) ? renewed++ : kept++;
            Assert.False((await api.ValidateAsync(forged)).IsValid, Fuzz.Name(Fuzz.Seed, index));
            var state = Assert.Single(api.Services.GetRequiredService<IApiAuthKeys>().Issuers);
            Assert.InRange(state.KeyCount, 1, 4);
            api.Time.Advance(TimeSpan.FromSeconds(30));
            api.Logs.Clear();
        }

        api.Issuer.Jwks.Document = document;
        Assert.True(await RefreshesAsync(api, -1));
        Assert.True((await api.ValidateAsync(token)).IsValid);
        Assert.True(renewed > 0 && kept > 0, $"{renewed} renewed, {kept} kept");
    }

    [Fact, Trait("Row", "D11"), Trait("Row", "F7")]
    public async Task Every_mutation_of_a_discovery_document_leads_to_the_issuers_own_keys_or_to_none()
    {
        await using var api = await TestApi.StartAsync();
        using var handler = new HttpClient(api.Issuer.Handler, disposeHandler: false);
        var document = await handler.GetStringAsync(new Uri("https://tenant.test/.well-known/openid-configuration"));
        var token = api.Issuer.Issue(TestAccessToken.Valid with { Lifetime = TimeSpan.FromDays(30) });
        Assert.True((await api.ValidateAsync(token)).IsValid);
        var (renewed, kept) = (0, 0);

        for (var index = 0; index < Fuzz.Count / 50; index++)
        {
            api.Issuer.Discovery.Document = Mutated(document, Fuzz.At(Fuzz.Seed, index));
            _ = await RefreshesAsync(api, index) ? renewed++ : kept++;
            Assert.True((await api.ValidateAsync(token)).IsValid, Fuzz.Name(Fuzz.Seed, index));
            api.Time.Advance(TimeSpan.FromSeconds(30));
            api.Logs.Clear();
        }

        Assert.All(api.Issuer.Requests, address => Assert.Equal(Uri.UriSchemeHttps, address.Scheme));
        Assert.True(renewed > 0 && kept > 0, $"{renewed} renewed, {kept} kept");
    }

    private static string Mutated(string document, Random random)
    {
        for (var rounds = random.Next(1, 4); rounds > 0; rounds--)
            document = random.Next(2) == 0 ? JsonMutations.Mutate(document, random) : TextMutations.Mutate(document, random);
        return document;
    }

    // False: the fetch failed and said so, which is the one exception that it may throw.
    private static async Task<bool> RefreshesAsync(TestApi api, int index)
    {
        try
        {
            await api.Services.GetRequiredService<IApiAuthKeys>().RefreshAsync();
            return true;
        }
        catch (InvalidOperationException exception)
        {
            Assert.True(exception.Message.StartsWith("Signing keys could not be fetched: https://", StringComparison.Ordinal), $"{Fuzz.Name(Fuzz.Seed, index)}: {exception.Message}");
            return false;
        }
    }
}
