namespace ApiAuth.Interop.Tests.Issuers;

/// <summary>A token that oidc-provider bound to its client's key (RFC 9449) is worth nothing as a plain bearer token, whoever sends it.</summary>
public class SenderConstrainedTests(StrictPair pair) : IClassFixture<StrictPair>
{
    private static readonly Uri contacts = new("http://localhost/api/contacts");

    [Theory]
    [InlineData("Bearer", false)]
    [InlineData("Bearer", true)]
    [InlineData("DPoP", false)]
    [InlineData("DPoP", true)]
    public async Task A_bound_token_is_refused_under_either_scheme_with_its_proof_and_without(string scheme, bool proven)
    {
        var (issuer, organizer) = await pair.GetAsync();
        using var key = new DpopProof();
        (await organizer.GetContactsAsync(await issuer.IssueAsync())).IsAccepted();

        var token = new IssuedToken(await issuer.IssueAsync("dpop", key: key));

        Assert.True(token.Claims.GetProperty("cnf").TryGetProperty("jkt", out _));
        (await organizer.GetContactsAsync(token.Text, scheme, proven ? key.For(HttpMethod.Get, contacts, token.Text) : null)).IsRefused("sender_constrained");
    }

    [Fact]
    public async Task A_plain_token_under_the_scheme_DPoP_is_refused()
    {
        var (issuer, organizer) = await pair.GetAsync();
        using var key = new DpopProof();
        var token = await issuer.IssueAsync();
        (await organizer.GetContactsAsync(token)).IsAccepted();

        (await organizer.GetContactsAsync(token, "DPoP", key.For(HttpMethod.Get, contacts, token))).IsRefused("sender_constrained");
    }
}
