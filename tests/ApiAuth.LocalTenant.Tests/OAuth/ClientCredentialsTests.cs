namespace ApiAuth.LocalTenant.Tests.OAuth;

public class ClientCredentialsTests
{
    [Fact]
    public async Task A_client_gets_a_token_with_the_scopes_it_was_granted()
    {
        await using var server = await TenantUnderTest.StartAsync();

        var answer = await server.RequestTokenAsync(TokenRequest.Valid);

        Assert.Equal(200, answer.Status);
        Assert.Equal("Bearer", (string?)answer.Body["token_type"]);
        Assert.Equal(86400, (int?)answer.Body["expires_in"]);
        Assert.Equal("directions", (string?)answer.Body["scope"]);
        Assert.Equal("GiftDeliveries000000000000000001@clients", (string?)answer.Claims["sub"]);
    }
}
