namespace ApiAuth.Middleware.Testing.Tests.Hosting;

public class TestTokenExtensionsTests
{
    private readonly TestIssuer issuer = Fetch.Issuer();

    [Fact]
    public void A_client_sends_the_last_token_that_it_was_given()
    {
        using var client = new HttpClient();

        Assert.Same(client, client.WithToken(issuer, TestAccessToken.Opaque));
        Assert.Equal([$"Bearer {issuer.Issue(TestAccessToken.Opaque)}"], client.DefaultRequestHeaders.GetValues("Authorization"));
        client.WithToken("a b\"");
        Assert.Equal(["Bearer a b\""], client.DefaultRequestHeaders.GetValues("Authorization"));
        client.WithoutToken();
        Assert.Null(client.DefaultRequestHeaders.Authorization);
    }

    [Fact]
    public void A_request_may_have_a_token_of_its_own()
    {
        using var request = new HttpRequestMessage();

        Assert.Same(request, request.WithToken(issuer).WithToken(issuer, TestAccessToken.Opaque));
        Assert.Equal([$"Bearer {issuer.Issue(TestAccessToken.Opaque)}"], request.Headers.GetValues("Authorization"));
    }

    [Fact]
    public void A_client_is_given_a_valid_token_unless_told_otherwise()
    {
        using var client = new HttpClient().WithToken(issuer);

        Assert.Equal("urn:api", new ReadToken(client.DefaultRequestHeaders.Authorization!.Parameter!).Text("aud"));
    }
}
