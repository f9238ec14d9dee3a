using ApiAuth.Interop.Tests.Organizer;

namespace ApiAuth.Interop.Tests.Issuers;

/// <summary>Organizer trusts an issuer that is nothing like Auth0: npm's oidc-provider, which follows RFC 9068 and ends its name without a slash.</summary>
public class StrictIssuerTests(StrictPair pair) : IClassFixture<StrictPair>
{
    [Theory]
    [InlineData("RS256")]
    [InlineData("PS256")]
    [InlineData("ES256")]
    public async Task A_token_of_the_type_at_jwt_is_accepted_in_each_listed_algorithm(string algorithm)
    {
        var (issuer, organizer) = await pair.GetAsync();
        var token = new IssuedToken(await issuer.IssueAsync(algorithm));
        Assert.Equal((algorithm, "at+jwt", algorithm), (token["alg"], token["typ"], token["sub"]));
        Assert.Equal(issuer.Name, token["iss"]);
        Assert.False(issuer.Name.EndsWith('/'));

        (await organizer.GetContactsAsync(token.Text)).IsAccepted();
    }

    [Theory]
    [InlineData("PS256")]
    [InlineData("ES256")]
    public async Task An_algorithm_that_is_not_listed_is_refused_though_its_key_is_published(string algorithm)
    {
        var (issuer, _) = await pair.GetAsync();
        await using var organizer = new OrganizerOnIssuer(issuer.Name);
        (await organizer.GetContactsAsync(await issuer.IssueAsync("RS256"))).IsAccepted();

        (await organizer.GetContactsAsync(await issuer.IssueAsync(algorithm))).IsRefused("algorithm_not_allowed");
    }

    [Fact]
    public async Task A_token_without_scope_opens_nothing_that_asks_for_one()
    {
        var (issuer, organizer) = await pair.GetAsync();
        (await organizer.GetContactsAsync(await issuer.IssueAsync(scope: "contacts"))).IsAccepted();

        var token = new IssuedToken(await issuer.IssueAsync(scope: null));

        Assert.Null(token["scope"]);
        (await organizer.GetContactsAsync(token.Text)).LacksScope("contacts");
    }

    [Fact]
    public async Task A_scope_that_the_issuer_does_not_know_is_dropped_and_opens_nothing()
    {
        var (issuer, organizer) = await pair.GetAsync();

        var token = new IssuedToken(await issuer.IssueAsync(scope: "contact tasks"));

        Assert.Equal("tasks", token["scope"]);
        (await organizer.GetAsync("/api/tasks", token.Text)).IsAccepted();
        (await organizer.GetContactsAsync(token.Text)).LacksScope("contacts");
    }

    [Fact]
    public async Task An_Ed25519_key_in_the_set_harms_nothing_and_its_tokens_are_refused()
    {
        var (issuer, organizer) = await pair.GetAsync();
        var token = new IssuedToken(await issuer.IssueAsync("Ed25519"));
        Assert.Equal("Ed25519", token["alg"]);

        (await organizer.GetContactsAsync(token.Text)).IsRefused("algorithm_not_allowed");

        (await organizer.GetContactsAsync(await issuer.IssueAsync("RS256"))).IsAccepted();
        Assert.Equal(3, Assert.Single(organizer.Keys.Issuers).KeyCount);
    }

    [Fact]
    public async Task A_token_for_another_API_is_refused()
    {
        var (issuer, organizer) = await pair.GetAsync();
        (await organizer.GetContactsAsync(await issuer.IssueAsync())).IsAccepted();

        (await organizer.GetContactsAsync(await issuer.IssueAsync(audience: "urn:worldmappers"))).IsRefused("audience_mismatch");
    }

    [Fact]
    public async Task An_opaque_token_is_refused()
    {
        var (issuer, organizer) = await pair.GetAsync();
        (await organizer.GetContactsAsync(await issuer.IssueAsync())).IsAccepted();

        var token = await issuer.IssueAsync("opaque");

        Assert.DoesNotContain('.', token);
        (await organizer.GetContactsAsync(token)).IsRefused("token_opaque");
    }

    [Fact]
    public async Task A_token_of_the_same_program_under_another_name_is_refused()
    {
        var (issuer, organizer) = await pair.GetAsync();
        await using var other = await StrictIssuer.StartAsync();
        (await organizer.GetContactsAsync(await issuer.IssueAsync())).IsAccepted();

        (await organizer.GetContactsAsync(await other.IssueAsync())).IsRefused("issuer_unknown");
    }

    [Fact]
    public async Task The_name_of_the_issuer_with_a_slash_at_its_end_is_another_name()
    {
        var (issuer, organizer) = await pair.GetAsync();
        var token = await issuer.IssueAsync();
        (await organizer.GetContactsAsync(token)).IsAccepted();
        await using var misconfigured = new OrganizerOnIssuer($"{issuer.Name}/");

        (await misconfigured.GetContactsAsync(token)).IsRefused("issuer_unknown");
    }
}
