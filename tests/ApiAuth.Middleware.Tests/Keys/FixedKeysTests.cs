using ApiAuth.Middleware.Testing;
using ApiAuth.Middleware.Tests.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace ApiAuth.Middleware.Tests.Keys;

/// <summary>Keys given as text: for tests, and for hosts that reach no issuer.</summary>
public class FixedKeysTests
{
    [Fact]
    public async Task A_key_set_with_a_name_that_is_no_Unicode_stops_the_start_with_the_setting_s_name()
    {
        var issuer = new TestIssuer("https://tenant.test/") { Audience = TestApi.Audience };
        await using (await KeyApi.StartColdAsync(options => options.Keys.Jwks = JwksOf(issuer), new() { Issuer = issuer }))
        {
        }

        var failure = await Assert.ThrowsAsync<OptionsValidationException>(() => KeyApi.StartColdAsync(
            options => options.Keys.Jwks = "{\"\\ud800\":1," + JwksOf(issuer)[1..], new() { Issuer = issuer }));

        Assert.Contains("Auth0:Keys:Jwks", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_strange_key_in_the_text_is_passed_over_and_told_of()
    {
        var issuer = KeyApi.NewIssuer(out var time);
        await using var api = await KeyApi.StartColdAsync(options => options.Keys.Jwks = JwksOf(issuer).Replace("[", "[1,", StringComparison.Ordinal), new() { Issuer = issuer, Time = time });

        (await api.GetAsync()).IsAccepted();
        Assert.Equal("The key (none) of tenant.test is passed over: it is not an object.", Assert.Single(api.Logs.Ours, record => record.Event.Name == "KeySkipped").Message);
    }

    [Fact]
    public async Task Keys_that_are_given_as_text_check_tokens_without_any_outbound_call_for_ever()
    {
        var issuer = KeyApi.NewIssuer(out var time);
        await using var api = await KeyApi.StartColdAsync(options =>
        {
            options.Keys.Jwks = JwksOf(issuer);
            options.Keys.Startup = KeyStartup.Required;
        }, new() { Issuer = issuer, Time = time });
        (await api.GetAsync()).IsAccepted();

        time.Advance(TimeSpan.FromDays(30));
        await api.Keys.RefreshAsync(TestContext.Current.CancellationToken);

        (await api.GetAsync()).IsAccepted();
        Assert.Equal(new IssuerKeyState("https://tenant.test/", IssuerKeyStatus.Fresh, 1, null, null), api.State);
        Assert.Empty(issuer.Requests);
    }

    [Fact]
    public async Task An_unknown_kid_is_refused_however_often_it_comes()
    {
        var issuer = KeyApi.NewIssuer(out var time);
        await using var api = await KeyApi.StartColdAsync(options => options.Keys.Jwks = JwksOf(issuer), new() { Issuer = issuer, Time = time });
        var remembered = issuer.Issue();
        (await api.GetAsync(remembered)).IsAccepted();
        (await api.GetAsync(TestAccessToken.ForgedSignature)).IsRefused("signature_invalid");
        issuer.Rotate();

        Assert.All(await api.GetAllAsync(20, issuer.Issue()), answer => answer.IsRefused("key_unknown"));

        Assert.Empty(issuer.Requests);
    }

    [Fact]
    public async Task A_token_that_was_remembered_is_accepted_from_memory()
    {
        var issuer = KeyApi.NewIssuer(out var time);
        await using var api = await KeyApi.StartColdAsync(
            options => (options.Keys.Jwks, options.TokenCache.Capacity) = (JwksOf(issuer), 10), new() { Issuer = issuer, Time = time });
        var token = issuer.Issue();

        (await api.GetAllAsync(3, token)).AreAccepted();
    }

    [Fact]
    public void They_can_be_written_into_the_configuration()
    {
        var issuer = KeyApi.NewIssuer(out _);

        var options = Read(("Auth0:Domain", "tenant.test"), ("Auth0:Keys:Jwks", JwksOf(issuer)));

        Assert.Equal(JwksOf(issuer), options.Keys.Jwks);
    }

    public static TheoryData<string, string> Unusable => new()
    {
        { "keys", "Auth0:Keys:Jwks is no JWK Set." },
        { "{}", "Auth0:Keys:Jwks is no JWK Set." },
        { """{"keys":[]}""", "Auth0:Keys:Jwks holds no key that can check an access token (it is empty)." },
        { $$"""{"keys":[{{TestKey.Rsa().WithMember("d", "AQAB").ToJwk()}}]}""", "Auth0:Keys:Jwks holds no key that can check an access token (\"rsa-2048-0\": it holds a secret member: a published private key proves nothing)." },
        { $$"""{"keys":[{{TestKey.Rsa(1024).ToJwk()}},{}]}""", "Auth0:Keys:Jwks holds no key that can check an access token (\"rsa-1024-0\": its modulus has 1024 bits, fewer than 2048; one without kid: its kty is neither RSA nor EC)." },
    };

    [Theory]
    [MemberData(nameof(Unusable))]
    public void A_text_without_a_usable_key_stops_the_start(string jwks, string problem)
    {
        var exception = Assert.Throws<OptionsValidationException>(() => Read(("Auth0:Domain", "tenant.test"), ("Auth0:Keys:Jwks", jwks)));

        Assert.Equal(problem + " Write there the issuer's JWK Set as one text, {\"keys\":[…]}, with at least one public RSA key of 2048 bits or more, or EC key.", Assert.Single(exception.Failures));
    }

    [Fact]
    public void They_contradict_an_address_of_keys()
    {
        var jwks = JwksOf(KeyApi.NewIssuer(out _));

        var exception = Assert.Throws<OptionsValidationException>(() => Read(("Auth0:Domain", "tenant.test"), ("Auth0:Keys:Jwks", jwks), ("Auth0:JwksUri", "https://tenant.test/keys")));

        Assert.Equal("Auth0:JwksUri and Auth0:Keys:Jwks contradict each other. Keep one: the JWKS is read through discovery, read directly, or given as text.", Assert.Single(exception.Failures));
    }

    [Fact]
    public void They_are_for_one_issuer()
    {
        var jwks = JwksOf(KeyApi.NewIssuer(out _));

        var exception = Assert.Throws<OptionsValidationException>(() => Read(("Auth0:Domains:0", "one.test"), ("Auth0:Domains:1", "two.test"), ("Auth0:Keys:Jwks", jwks)));

        Assert.Equal("Auth0:Keys:Jwks is for one issuer, but Auth0:Domains names several, each with keys of its own. Leave it out.", Assert.Single(exception.Failures));
    }

    private static string JwksOf(TestIssuer issuer) => $$"""{"keys":[{{string.Join(',', issuer.Keys.Select(key => key.ToJwk()))}}]}""";

    private static ApiAuthOptions Read(params (string Name, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Append((Name: "Auth0:Audience", Value: TestApi.Audience)).Select(setting => KeyValuePair.Create(setting.Name, (string?)setting.Value))).Build();
        using var services = new ServiceCollection().AddAuth0ApiAuthorization(configuration.GetSection("Auth0")).Services.BuildServiceProvider();
        return services.GetRequiredService<IOptionsMonitor<ApiAuthOptions>>().Get(ApiAuthDefaults.AuthenticationScheme);
    }
}
