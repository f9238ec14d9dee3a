using System.Text;
using System.Text.Json.Nodes;
using ApiAuth.LocalTenant.Tests.Browsing;
using ApiAuth.LocalTenant.Tests.ErrorRows;
using ApiAuth.LocalTenant.Tests.OAuth;

namespace ApiAuth.LocalTenant.Tests.ClientAssertions;

/// <summary>Clients that sign, at the three endpoints where clients authenticate (RFC 7523 §3).</summary>
public class PrivateKeyJwtTests
{
    private static readonly string Id = SampleTenant.GiftDeliveries.ClientId;
    private static readonly Assertion Valid = Assertion.Valid;
    private static readonly (int, string, string) Refused = (401, "access_denied", "Unauthorized");
    private static readonly Client Signing = With(new ClientCredential { Pem = Signer.Rsa.Pem, KeyId = "the-key-id" });

    public static TheoryData<string, Assertion> Broken => new()
    {
        { "no signature", Valid with { Alg = "none" } },
        { "no signature under a good name", Valid with { SignedAs = "none" } },
        { "the public key as secret", Valid with { Alg = "HS256" } },
        { "the public key as secret under a good name", Valid with { SignedAs = "HS256" } },
        { "another algorithm than registered", Valid with { Alg = "RS384" } },
        { "an algorithm that is not supported", Valid with { Alg = "RS512" } },
        { "another algorithm than it says", Valid with { SignedAs = "PS256" } },
        { "algorithm in lower case", Valid with { Alg = "rs256", SignedAs = "RS256" } },
        { "no algorithm", Valid with { Alg = null, SignedAs = "RS256" } },
        { "algorithm that is a number", Valid with { Alg = 0, SignedAs = "RS256" } },
        { "a key of nobody", Valid with { Signer = Signer.OtherRsa } },
        { "a key of another kind", Valid with { Alg = "ES256", Signer = Signer.P256 } },
        { "an unknown kid", Valid with { Kid = "another-key" } },
        { "a kid that is a path", Valid with { Kid = "../../the-key-id" } },
        { "a kid that is no string", Valid with { Kid = 1 } },
        { "an access token", Valid with { Typ = "at+jwt" } },
        { "a type that is no string", Valid with { Typ = true } },
        { "something critical", Valid with { Crit = new JsonArray("exp") } },
        { "another issuer", Valid with { Iss = SampleTenant.TaxiFinder.ClientId } },
        { "another subject", Valid with { Sub = SampleTenant.TaxiFinder.ClientId } },
        { "another client altogether", Valid with { Iss = SampleTenant.TaxiFinder.ClientId, Sub = SampleTenant.TaxiFinder.ClientId } },
        { "no issuer", Valid with { Iss = null } },
        { "no subject", Valid with { Sub = null } },
        { "neither issuer nor subject", Valid with { Iss = null, Sub = null } },
        { "no audience", Valid with { Aud = null } },
        { "another server", Valid with { Aud = "https://elsewhere.test/" } },
        { "the issuer without its slash", Valid with { Aud = "https://local-tenant.test" } },
        { "another endpoint", Valid with { Aud = "https://local-tenant.test/oauth/revoke" } },
        { "another server besides", Valid with { Aud = new JsonArray(TenantUnderTest.Issuer, "https://elsewhere.test/") } },
        { "no audience in the list", Valid with { Aud = new JsonArray() } },
        { "a number among the audiences", Valid with { Aud = new JsonArray(TenantUnderTest.Issuer, 1) } },
        { "no end", Valid with { Exp = null } },
        { "over", Valid with { Exp = Assertion.Now } },
        { "good for too long", Valid with { Exp = Assertion.Now + 331 } },
        { "good for ever", Valid with { Exp = 1e300 } },
        { "an end that is no number", Valid with { Exp = "1800000060" } },
        { "a negative end", Valid with { Exp = -1 } },
        { "made in the future", Valid with { Iat = Assertion.Now + 31 } },
        { "a time of making that is no number", Valid with { Iat = "now" } },
        { "not good yet", Valid with { Nbf = Assertion.Now + 31 } },
        { "no jti", Valid with { Jti = null } },
        { "an empty jti", Valid with { Jti = "" } },
        { "a jti that is no string", Valid with { Jti = 1 } },
        { "a huge jti", Valid with { Jti = new string('j', 256) } },
        { "a huge assertion", Valid with { Jti = new string('j', 17_000) } },
        { "claims that are a list", Valid with { Payload = "[]" } },
        { "claims that are no JSON", Valid with { Payload = "{" } },
        { "a claim twice", Valid with { Payload = $$"""{"iss":"{{Id}}","sub":"{{Id}}","aud":"{{TenantUnderTest.Issuer}}","exp":1800000060,"jti":"a","jti":"b"}""" } },
        { "a subject that is half a character", Valid with { Payload = """{"iss":"\ud800","sub":"\ud800","aud":"https://local-tenant.test/","exp":1800000060,"jti":"a"}""" } },
    };

    public static TheoryData<string, Assertion> Good => new()
    {
        { "as it is", Valid },
        { "for the token endpoint", Valid with { Aud = "https://local-tenant.test/oauth/token" } },
        { "for both", Valid with { Aud = new JsonArray(TenantUnderTest.Issuer, "https://local-tenant.test/oauth/token") } },
        { "with the key's id", Valid with { Kid = "the-key-id" } },
        { "without type", Valid with { Typ = null } },
        { "with the type of its own", Valid with { Typ = "client-authentication+jwt" } },
        { "without the time of its making", Valid with { Iat = null } },
        { "of a clock that is a little fast", Valid with { Iat = Assertion.Now + 30, Nbf = Assertion.Now + 30, Exp = Assertion.Now + 330 } },
        { "with fractions of a second", Valid with { Exp = Assertion.Now + 59.5 } },
        { "with the longest jti", Valid with { Jti = new string('j', 255) } },
    };

    public static TheoryData<string, string> NotEvenJwts => new()
    {
        { "a word", "assertion" },
        { "two parts", "a.b" },
        { "four parts", "a.b.c.d" },
        { "empty parts", ".." },
        { "no base64url", "!.!.!" },
        { "no UTF-8", "/w.e30." },
    };

    [Theory]
    [MemberData(nameof(Good))]
    public async Task A_client_proves_who_it_is_by_what_it_signs(string which, Assertion assertion)
    {
        await using var server = await StartAsync(Signing);

        var answer = await AskAsync(server, assertion);

        Assert.True(answer.Status == 200, $"{which}: {answer.Body}");
        Assert.Equal($"{Id}@clients", (string?)answer.Claims["sub"]);
        Assert.Equal(Id, server.Tenant.Requests.Recent[^1].ClientId);
    }

    [Theory]
    [MemberData(nameof(Broken))]
    [Proves(ErrorRow.BadClientAssertion)]
    public async Task An_assertion_that_breaks_one_rule_is_refused(string rule, Assertion assertion)
    {
        await using var server = await StartAsync(Signing);
        Assert.Equal(200, (await AskAsync(server, Valid with { Jti = "twin" })).Status);

        var answer = await AskAsync(server, assertion);

        Assert.True(answer.Refusal == Refused, $"{rule}: {answer.Body}");
        Assert.Empty(answer.Response.Headers.WwwAuthenticate);
    }

    [Theory]
    [MemberData(nameof(NotEvenJwts))]
    public async Task What_is_no_JWT_is_refused(string what, string text)
    {
        await using var server = await StartAsync(Signing);

        var answer = await AskAsync(server, text);

        Assert.True(answer.Refusal == Refused, $"{what}: {answer.Body}");
    }

    [Theory]
    [InlineData(ClientAssertionAlgorithm.RS256)]
    [InlineData(ClientAssertionAlgorithm.RS384)]
    [InlineData(ClientAssertionAlgorithm.PS256)]
    [InlineData(ClientAssertionAlgorithm.ES256)]
    public async Task Each_algorithm_of_discovery_is_taken_from_the_key_registered_for_it_and_no_other(ClientAssertionAlgorithm algorithm)
    {
        var signer = algorithm == ClientAssertionAlgorithm.ES256 ? Signer.P256 : Signer.Rsa;
        await using var server = await StartAsync(With(new ClientCredential { Pem = signer.Pem, Algorithm = algorithm }));
        var assertion = Valid with { Alg = algorithm.ToString(), Signer = signer };

        Assert.Equal(200, (await AskAsync(server, assertion)).Status);
        foreach (var other in Enum.GetNames<ClientAssertionAlgorithm>().Except([algorithm.ToString()]))
            Assert.Equal(Refused, (await AskAsync(server, assertion with { Alg = other, SignedAs = algorithm.ToString(), Jti = other })).Refusal);
    }

    [Fact]
    public async Task A_key_can_be_given_by_its_certificate()
    {
        await using var server = await StartAsync(With(new ClientCredential { Pem = Signer.Rsa.CertificatePem }));

        Assert.Equal(200, (await AskAsync(server, Valid)).Status);
        Assert.Equal(Refused, (await AskAsync(server, Valid with { Signer = Signer.OtherRsa, Jti = "two" })).Refusal);
    }

    [Fact]
    public async Task Any_of_a_clients_keys_will_do_and_a_kid_picks_one()
    {
        await using var server = await StartAsync(With(new() { Pem = Signer.Rsa.Pem, KeyId = "first-key-id" }, new() { Pem = Signer.OtherRsa.Pem, KeyId = "second-key-id" }));
        var second = Valid with { Signer = Signer.OtherRsa };

        Assert.Equal(200, (await AskAsync(server, Valid with { Jti = "1" })).Status);
        Assert.Equal(200, (await AskAsync(server, second with { Jti = "2" })).Status);
        Assert.Equal(200, (await AskAsync(server, second with { Jti = "3", Kid = "second-key-id" })).Status);
        Assert.Equal(Refused, (await AskAsync(server, second with { Jti = "4", Kid = "first-key-id" })).Refusal);
    }

    [Fact]
    public async Task An_assertion_is_good_once()
    {
        var clock = new SteppingClock();
        await using var server = await StartAsync(Signing, clock);
        Assert.Equal(200, (await AskAsync(server, Valid)).Status);

        Assert.Equal(Refused, (await AskAsync(server, Valid)).Refusal);
        clock.Advance(TimeSpan.FromSeconds(59));
        Assert.Equal(Refused, (await AskAsync(server, Valid)).Refusal);
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(Refused, (await AskAsync(server, Valid)).Refusal);
        Assert.Equal(200, (await AskAsync(server, Valid with { Jti = "two", Exp = Assertion.Now + 120 })).Status);
    }

    [Fact]
    public async Task Of_many_uses_at_once_one_counts()
    {
        await using var server = await StartAsync(Signing);

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => AskAsync(server, Valid)));

        Assert.Equal((1, 19), (answers.Count(answer => answer.Status == 200), answers.Count(answer => answer.Refusal == Refused)));
    }

    [Fact]
    public async Task An_assertion_used_at_one_endpoint_is_used_at_all()
    {
        await using var server = await StartAsync(Signing);
        Assert.Equal(200, (await AskAsync(server, Valid)).Status);

        Assert.Equal(401, (await PostAsync(server, TenantPaths.Revoke, Form(Valid.ToString(), ("token", "x")))).Status);
        Assert.Equal(200, (await PostAsync(server, TenantPaths.Revoke, Form((Valid with { Jti = "two" }).ToString(), ("token", "x")))).Status);
    }

    [Fact]
    public async Task Nobody_else_can_use_up_a_clients_assertion()
    {
        await using var server = await StartAsync(Signing);
        Assert.Equal(Refused, (await AskAsync(server, Valid with { Signer = Signer.OtherRsa })).Refusal);

        Assert.Equal(200, (await AskAsync(server, Valid)).Status);
    }

    [Fact]
    public async Task Two_clients_may_use_the_same_jti()
    {
        var taxi = SampleTenant.TaxiFinder with { ClientSecret = null, TokenEndpointAuthMethod = TokenEndpointAuthMethod.PrivateKeyJwt, Credentials = [new() { Pem = Signer.OtherRsa.Pem }] };
        await using var server = await TenantUnderTest.StartAsync(new StoppedClock(DateTimeOffset.FromUnixTimeSeconds(Assertion.Now)), LocalTenantSeed.Samples.With(Signing).With(taxi));
        Assert.Equal(200, (await AskAsync(server, Valid)).Status);

        Assert.Equal(200, (await AskAsync(server, Valid with { Iss = taxi.ClientId, Sub = taxi.ClientId, Signer = Signer.OtherRsa }, clientId: taxi.ClientId)).Status);
    }

    [Fact]
    public async Task The_client_id_need_not_be_sent_but_must_agree()
    {
        await using var server = await StartAsync(Signing);

        Assert.Equal(200, (await AskAsync(server, Valid, clientId: null)).Status);
        Assert.Equal(Refused, (await AskAsync(server, Valid with { Jti = "two" }, clientId: SampleTenant.TaxiFinder.ClientId)).Refusal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("development-only-secret-of-GiftDeliveries")]
    public async Task A_client_that_signs_cannot_go_by_a_secret_or_without_one(string? secret)
    {
        await using var server = await StartAsync(Signing);
        Assert.Equal(200, (await AskAsync(server, Valid)).Status);

        Assert.Equal(Refused, (await server.RequestTokenAsync(TokenRequest.Valid with { ClientSecret = secret })).Refusal);
        var basic = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Id}:{secret}"));
        Assert.Equal(Refused, (await server.PostTokenAsync((TokenRequest.Valid with { ClientId = null, ClientSecret = null }).Form(), $"Basic {basic}")).Refusal);
    }

    [Theory]
    [InlineData(TokenEndpointAuthMethod.ClientSecretPost)]
    [InlineData(TokenEndpointAuthMethod.ClientSecretBasic)]
    [InlineData(TokenEndpointAuthMethod.None)]
    public async Task A_client_of_another_method_cannot_sign_even_with_a_key(TokenEndpointAuthMethod method)
    {
        var isPublic = method == TokenEndpointAuthMethod.None;
        var client = Signing with
        {
            TokenEndpointAuthMethod = method,
            ClientSecret = isPublic ? null : SampleTenant.GiftDeliveries.ClientSecret,
            GrantTypes = isPublic ? [GrantType.RefreshToken] : Signing.GrantTypes,
        };
        await using var server = await StartAsync(client);

        Assert.Equal(Refused, (await AskAsync(server, Valid)).Refusal);
    }

    [Fact]
    public async Task A_parameter_that_is_missing_or_too_many_is_named()
    {
        await using var server = await StartAsync(Signing);
        Assert.Equal(200, (await AskAsync(server, Valid)).Status);
        var text = (Valid with { Jti = "two" }).ToString();

        Assert.Equal((400, "invalid_request", "Missing required parameter: client_assertion_type"), (await PostTokenAsync(server, ("client_assertion", text))).Refusal);
        Assert.Equal((400, "invalid_request", "Missing required parameter: client_assertion"), (await PostTokenAsync(server, ("client_assertion_type", Assertion.Type))).Refusal);
        Assert.Equal(
            (400, "invalid_request", "Invalid parameter: client_assertion_type"),
            (await PostTokenAsync(server, ("client_assertion", text), ("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:saml2-bearer"))).Refusal);
        Assert.Equal(
            (400, "invalid_request", "Only one client authentication method may be used"),
            (await PostTokenAsync(server, ("client_assertion", text), ("client_assertion_type", Assertion.Type), ("client_secret", "x"))).Refusal);
        var basic = "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Id}:x"));
        Assert.Equal((400, "invalid_request", "Only one client authentication method may be used"), (await server.PostTokenAsync(Form(text, ("grant_type", "client_credentials")), basic)).Refusal);
    }

    [Fact]
    public async Task The_answer_to_a_bad_assertion_is_an_option()
    {
        var seed = LocalTenantSeed.Samples.With(Signing).With(new TenantSettings { Doubtful = new() { BadClient = BadClientAnswer.InvalidClient } });
        await using var server = await TenantUnderTest.StartAsync(new StoppedClock(DateTimeOffset.FromUnixTimeSeconds(Assertion.Now)), seed);

        Assert.Equal((401, "invalid_client", "Client authentication failed"), (await AskAsync(server, Valid with { Alg = "none" })).Refusal);
    }

    [Fact]
    public async Task Introspection_takes_assertions_too()
    {
        var seed = LocalTenantSeed.Samples.With(Signing).With(new TenantSettings { Introspection = true });
        await using var server = await TenantUnderTest.StartAsync(new StoppedClock(DateTimeOffset.FromUnixTimeSeconds(Assertion.Now)), seed);
        var token = (await AskAsync(server, Valid)).AccessToken;

        var told = await PostAsync(server, TenantPaths.Introspect, Form((Valid with { Jti = "two" }).ToString(), ("token", token)));

        Assert.True((bool)told.Body!["active"]!);
        Assert.Equal(401, (await PostAsync(server, TenantPaths.Introspect, Form(Valid.ToString(), ("token", token)))).Status);
    }

    private static Client With(params ClientCredential[] credentials) => SampleTenant.GiftDeliveries with
    {
        ClientSecret = null,
        TokenEndpointAuthMethod = TokenEndpointAuthMethod.PrivateKeyJwt,
        Credentials = credentials,
    };

    private static Task<LocalTenantServer> StartAsync(Client client, TimeProvider? clock = null) =>
        TenantUnderTest.StartAsync(clock ?? new StoppedClock(DateTimeOffset.FromUnixTimeSeconds(Assertion.Now)), LocalTenantSeed.Samples.With(client));

    private static Task<TokenAnswer> AskAsync(LocalTenantServer server, Assertion assertion) => AskAsync(server, assertion, Id);

    private static Task<TokenAnswer> AskAsync(LocalTenantServer server, Assertion assertion, string? clientId) => AskAsync(server, assertion.ToString(), clientId);

    private static Task<TokenAnswer> AskAsync(LocalTenantServer server, string assertion) => AskAsync(server, assertion, Id);

    private static Task<TokenAnswer> AskAsync(LocalTenantServer server, string assertion, string? clientId)
    {
        (string, string)[] named = clientId is null ? [] : [("client_id", clientId)];
        return server.PostTokenAsync(Form(assertion, [("grant_type", "client_credentials"), ("audience", "urn:worldmappers"), .. named]));
    }

    private static Task<TokenAnswer> PostTokenAsync(LocalTenantServer server, params IEnumerable<(string Name, string Value)> fields) =>
        server.PostTokenAsync(Content([("grant_type", "client_credentials"), ("audience", "urn:worldmappers"), ("client_id", Id), .. fields]));

    private static FormUrlEncodedContent Form(string assertion, params IEnumerable<(string Name, string Value)> fields) =>
        Content([("client_assertion_type", Assertion.Type), ("client_assertion", assertion), .. fields]);

    private static FormUrlEncodedContent Content(IEnumerable<(string Name, string Value)> fields) => new(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));

    private static async Task<(int Status, JsonNode? Body)> PostAsync(LocalTenantServer server, string path, HttpContent body)
    {
        using var client = server.CreateClient();
        var response = await client.PostAsync(path, body);
        var text = await response.Content.ReadAsStringAsync();
        return ((int)response.StatusCode, text.Length == 0 ? null : JsonNode.Parse(text));
    }
}
