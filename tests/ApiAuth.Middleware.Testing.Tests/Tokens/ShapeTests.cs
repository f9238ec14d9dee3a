namespace ApiAuth.Middleware.Testing.Tests.Tokens;

public class ShapeTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly TestIssuer issuer = new(Fetch.Name) { Audience = "urn:api", TimeProvider = new ManualTimeProvider(Now) };

    [Fact]
    public async Task A_valid_token_has_the_claims_of_Auth0_and_verifies_with_the_published_key()
    {
        var token = new ReadToken(issuer.Issue());

        Assert.Equal("""{"alg":"RS256","typ":"JWT","kid":"test-key-1"}""", token.Header.GetRawText());
        Assert.Equal(
            """{"iss":"https://tenant.test/","sub":"auth0|test-user","aud":"urn:api","iat":1767225600,"exp":1767229200,"scope":"openid profile","azp":"test-client"}""",
            token.Claims.GetRawText());
        Assert.True(token.IsSignedBy(await Fetch.KeyOfAsync(issuer, token)));
    }

    [Fact]
    public async Task An_Rfc9068_token_has_the_claims_of_section_2_2_and_a_new_jti_each_time()
    {
        var token = new ReadToken(issuer.Issue(TestAccessToken.Rfc9068));
        var another = new ReadToken(issuer.Issue(TestAccessToken.Rfc9068));

        Assert.Equal("at+jwt", token.Header.GetProperty("typ").GetString());
        Assert.Equal(["iss", "sub", "aud", "iat", "exp", "scope", "client_id", "jti"], token.Names());
        Assert.Equal("test-client", token.Text("client_id"));
        Assert.NotEqual(another.Text("jti"), token.Text("jti"));
        Assert.True(token.IsSignedBy(await Fetch.KeyOfAsync(issuer, token)));
    }

    [Fact]
    public void A_client_credentials_token_names_its_client_as_the_subject()
    {
        var token = new ReadToken(issuer.Issue(TestAccessToken.ClientCredentials with { ClientId = "gift-deliveries", Scope = "directions" }));

        Assert.Equal("gift-deliveries@clients", token.Text("sub"));
        Assert.Equal("gift-deliveries", token.Text("azp"));
        Assert.Equal("client-credentials", token.Text("gty"));
        Assert.Equal("directions", token.Text("scope"));
    }
}
