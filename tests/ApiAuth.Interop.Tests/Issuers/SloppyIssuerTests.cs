using System.Text.Json.Nodes;
using ApiAuth.Interop.Tests.Organizer;

namespace ApiAuth.Interop.Tests.Issuers;

/// <summary>Organizer trusts an issuer that cares for nothing, and stays strict itself.</summary>
public class SloppyIssuerTests(SloppyPair pair) : IClassFixture<SloppyPair>
{
    private const string Somebody = "somebody";

    [Fact]
    public async Task A_token_of_a_key_without_use_is_accepted_once_it_has_a_subject_and_refused_without()
    {
        var (issuer, organizer) = await pair.GetAsync();
        Assert.StartsWith("http://localhost:", issuer.Name, StringComparison.Ordinal);
        Assert.False((await issuer.GetKeysAsync()).GetProperty("keys")[0].TryGetProperty("use", out _));

        var complete = new IssuedToken(await issuer.IssueAsync(new { sub = Somebody }));
        var withoutSubject = new IssuedToken(await issuer.IssueAsync());

        Assert.Equal(("JWT", null, null), (complete["typ"], withoutSubject["sub"], complete["client_id"]));
        Assert.NotNull(complete["nbf"]);
        (await organizer.GetContactsAsync(complete.Text)).IsAccepted();
        (await organizer.GetContactsAsync(withoutSubject.Text)).IsRefused("claim_missing");
    }

    [Theory]
    [InlineData("at+jwt")]
    [InlineData("at+JWT")]
    [InlineData("AT+JWT")]
    [InlineData("application/at+jwt")]
    [InlineData("jwt")]
    public Task The_type_is_read_in_any_case_and_with_its_prefix(string type) => AcceptsAsync(new { sub = Somebody }, new { typ = type });

    [Theory]
    [InlineData("id+jwt")]
    [InlineData("logout+jwt")]
    [InlineData("at+jwt; v=1")]
    public Task Another_type_is_refused(string type) => RefusesAsync("type_not_access_token", new { sub = Somebody }, new { typ = type });

    [Fact]
    public Task A_token_that_begins_in_five_minutes_is_refused() =>
        RefusesAsync("token_not_yet_valid", new { sub = Somebody, nbf = TimeProvider.System.GetUtcNow().AddMinutes(5).ToUnixTimeSeconds() });

    [Fact]
    public Task A_token_that_ended_is_refused() =>
        RefusesAsync("token_expired", new { sub = Somebody, exp = TimeProvider.System.GetUtcNow().AddMinutes(-5).ToUnixTimeSeconds() });

    [Fact]
    public Task An_ID_token_is_refused() => RefusesAsync("id_token_presented", new { sub = Somebody, nonce = "of-the-client" });

    [Fact]
    public Task Scopes_may_come_in_an_array() => AcceptsAsync(new { sub = Somebody, scope = new[] { "tasks", "contacts" } });

    [Fact]
    public async Task Strange_elements_around_the_good_key_harm_nothing()
    {
        await using var issuer = await SloppyIssuer.StartAsync(
            [
                null,
                7,
                "a key",
                new JsonArray(),
                new JsonObject(),
                new JsonObject { ["kty"] = "RSA", ["kid"] = 42, ["n"] = "AQAB", ["e"] = "AQAB" },
                new JsonObject { ["kty"] = "RSA", ["kid"] = "chain of numbers", ["x5c"] = new JsonArray(1) },
            ],
            [
                new JsonObject { ["kty"] = "EC", ["kid"] = "off the curve", ["crv"] = "P-256", ["x"] = "AQ", ["y"] = "AQ", ["alg"] = "ES256" },
                new JsonObject { ["kty"] = "OKP", ["kid"] = "edwards", ["crv"] = "Ed25519", ["x"] = "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo" },
                new JsonObject { ["kty"] = "oct", ["kid"] = "shared", ["k"] = "c2VjcmV0" },
                new JsonObject { ["kty"] = "AKP", ["kid"] = "of tomorrow", ["alg"] = "ML-DSA-44", ["pub"] = "AQAB" },
            ]);
        await using var organizer = new OrganizerOnIssuer(issuer.Name);
        Assert.Equal(12, (await issuer.GetKeysAsync()).GetProperty("keys").GetArrayLength());

        (await organizer.GetContactsAsync(await issuer.IssueAsync(new { sub = Somebody }))).IsAccepted();
        (await organizer.GetContactsAsync(await issuer.IssueAsync(new { sub = Somebody }, new { kid = "shared" }))).IsRefused("key_unknown");
    }

    private async Task AcceptsAsync(object claims, object? header = null)
    {
        var (issuer, organizer) = await pair.GetAsync();

        (await organizer.GetContactsAsync(await issuer.IssueAsync(claims, header))).IsAccepted();
    }

    private async Task RefusesAsync(string code, object claims, object? header = null)
    {
        var (issuer, organizer) = await pair.GetAsync();
        (await organizer.GetContactsAsync(await issuer.IssueAsync(new { sub = Somebody }))).IsAccepted();

        (await organizer.GetContactsAsync(await issuer.IssueAsync(claims, header))).IsRefused(code);
    }
}
