using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ApiAuth.LocalTenant.Tests.SeedFiles;

/// <summary>Seeds that nobody means well: each gets a sentence with its line, and never another exception.</summary>
public class SeedAttackTests
{
    private const string Controlled = "String has the control character U+";

    private static readonly string[] Values =
    [
        "null", "true", "0", "-1", "1.5", "1e400", "99999999999999999999", "\"\"", "\"\\u0000\"", "\"x\"", "\"\\ud800\"", "[]", "[null]", "[[]]", "{}", "{\"\":{}}", "{\"x\":1}",
    ];

    public static TheoryData<string, string, string> Texts => new()
    {
        { "too deep a list", new string('[', 100_000), "seed, line 1: this is no JSON. The maximum configured depth of 64 has been exceeded." },
        { "too deep an object", string.Concat(Enumerable.Repeat("{\"a\":\n", 70)), "seed, line 65: this is no JSON. The maximum configured depth of 64 has been exceeded." },
        { "a name twice", "{\n\"clients\": [\n{ \"name\": \"a\",\n\"name\": \"b\" }] }", "seed, line 4: this is no JSON. The name \"name\" stands in its object twice." },
        { "a name twice, once escaped", "{\n\"users\": [],\n\"\\u0075sers\": [] }", "seed, line 3: this is no JSON. The name \"users\" stands in its object twice." },
        { "a name twice among free ones", "{ \"users\": [{ \"email\": \"a@b\", \"custom_claims\": { \"x\": { \"y\": 1,\n\"y\": 2 } } }] }", "seed, line 2: this is no JSON. The name \"y\" stands in its object twice." },
        { "half a character", "{\n\"tenant\": { \"friendly_name\": \"\\ud800\" } }", "seed, line 2: this is no JSON. A text has half a character in it" },
        { "half a character in a name", "{\n\"\\udc00\": 1 }", "seed, line 2: this is no JSON. A text has half a character in it" },
        { "an open comment", "{ /* ", "seed, line 1: this is no JSON. " },
        { "two documents", "{}\n{}", "seed, line 2: this is no JSON. " },
        { "single quotes", "{ 'users': [] }", "seed, line 1: this is no JSON. " },
        { "NaN", "{ \"tenant\": { \"session_lifetime\": NaN } }", "seed, line 1: this is no JSON. " },
        { "NUL", "{ \"users\": [] }\0", "seed, line 1: this is no JSON. " },
        { "NUL in a name", Client("\"name\": \"a\\u0000b\""), $"seed, line 1, $.clients[0].name: {Controlled}0000. " },
        { "an escape sequence in a name", Client("\"name\": \"\\u001b[31m\""), $"seed, line 1, $.clients[0].name: {Controlled}001B. " },
        { "NUL in an id", Client("\"name\": \"a\", \"client_id\": \"a\\u0000\""), $"seed, line 1, $.clients[0].client_id: {Controlled}0000. " },
        { "a control character of Latin 1", Client("\"name\": \"a\\u0085\""), $"seed, line 1, $.clients[0].name: {Controlled}0085. " },
        { "a control character in an e-mail address", "{ \"users\": [{ \"email\": \"a\\u0007@b\" }] }", $"seed, line 1, $.users[0].email: {Controlled}0007. " },
        { "too much text", "{ \"tenant\": { \"friendly_name\": \"" + new string('a', 1_000_000) + "\" } }", "seed, line 1, $.tenant.friendly_name: String is too long (1000000 chars), maximum 200. " },
        { "ten million characters", "{ \"tenant\": { \"friendly_name\": \"" + new string('a', 10_000_000) + "\" } }", "seed is larger than 4 MiB. A seed is what a tenant begins with; put less into it." },
        { "a member with a long name", "{ \"" + new string('a', 1_000_000) + "\": 1 }", "seed, line 1, $.aaa" },
        { "a word that is a book", Client("\"name\": \"a\", \"app_type\": \"" + new string('a', 1_000_000) + "\""), "seed, line 1, $.clients[0].app_type: No enum match for: aaa" },
        { "an address that is a book", Client("\"name\": \"a\", \"client_secret\": \"s\", \"callbacks\": [\"" + new string('a', 1_000_000) + "\"]"), "seed, line 1, $.clients[0]: Client \"a\" has the callback \"aaa" },
    };

    public static TheoryData<string, string> Addresses => new()
    {
        { "callbacks", "x" },
        { "callbacks", "//evil.test/" },
        { "callbacks", "/callback" },
        { "callbacks", "http://" },
        { "callbacks", "http:x" },
        { "callbacks", "http://[::1" },
        { "callbacks", "http://x:99999/" },
        { "callbacks", "http://x/#" },
        { "callbacks", "http://x/#a" },
        { "callbacks", " http://x/" },
        { "callbacks", "http://x/ " },
        { "callbacks", "http://x/\\n" },
        { "callbacks", "http://x/\\u00a0" },
        { "callbacks", "http://x/é" },
        { "callbacks", "http://é.test/" },
        { "callbacks", "http://x y/" },
        { "callbacks", "https://*.x/" },
        { "callbacks", "javascript:alert(1)" },
        { "callbacks", "JavaScript:alert(1)" },
        { "callbacks", "java\\nscript:alert(1)" },
        { "callbacks", "data:text/html,x" },
        { "callbacks", "vbscript:x" },
        { "callbacks", "blob:https://x/1" },
        { "callbacks", "file:///etc/hosts" },
        { "callbacks", "about:blank" },
        { "allowed_logout_urls", "javascript:alert(1)" },
        { "allowed_logout_urls", "http://x/\\r\\nSet-Cookie: a=b" },
        { "web_origins", "*" },
        { "web_origins", "null" },
        { "web_origins", "http://x/" },
        { "web_origins", "http://x/path" },
        { "web_origins", "http://a@x" },
        { "web_origins", "http://X" },
        { "web_origins", "http://é.test" },
        { "web_origins", "file://" },
        { "web_origins", " http://x" },
        { "allowed_origins", "http://x; script-src *" },
    };

    public static TheoryData<string> Places => [.. PlacesIn(JsonNode.Parse(Everything)!, "")];

    private static string Everything => """
        {
          "$schema": "s", "tenant": { "friendly_name": "N", "default_audience": "urn:a", "allowed_logout_urls": ["http://x/"], "flags": { "revoke_refresh_token_grant": true },
            "rate_limit": { "requests": 1, "window": 1 }, "doubtful": { "bad_client": "invalid_client", "invalid_grant_status": 400 }, "session_lifetime": 1, "idle_session_lifetime": 1, "auto_login": true },
          "resource_servers": [{ "id": "a", "identifier": "urn:a", "name": "A", "scopes": [{ "value": "r", "description": "R" }], "token_dialect": "access_token", "token_lifetime": 60,
            "subject_type_authorization": { "user": { "policy": "allow_all" }, "client": { "policy": "deny_all" } }, "custom_claims": { "x": 1 }, "enforce_policies": true }],
          "clients": [
            { "client_id": "c", "client_secret": "s", "name": "C", "app_type": "spa", "grant_types": ["implicit"], "callbacks": ["http://x/"], "web_origins": ["http://x"], "allowed_origins": ["http://x"],
              "allowed_logout_urls": ["http://x/"], "token_endpoint_auth_method": "client_secret_post", "jwt_configuration": { "lifetime_in_seconds": 1, "alg": "RS256" }, "is_first_party": true,
              "refresh_token": { "rotation_type": "rotating", "expiration_type": "expiring", "leeway": 0, "token_lifetime": 1, "infinite_token_lifetime": false }, "custom_claims": { "x": 1 } },
            { "client_id": "p", "name": "P", "client_authentication_methods": { "private_key_jwt": { "credentials": [{ "id": "1", "name": "k", "credential_type": "public_key", "pem": "PEM", "alg": "RS256", "kid": "0123456789" }] } } }],
          "client_grants": [{ "id": "g", "client_id": "c", "audience": "urn:a", "scope": ["r"], "subject_type": "user", "allow_all_scopes": false }, { "default_for": "third_party_clients", "audience": "urn:a" }],
          "users": [{ "user_id": "u", "email": "u@x", "email_verified": true, "password": "p", "must_change_password": true, "name": "U", "permissions": [{ "resource_server_identifier": "urn:a", "permission_name": "r" }] }],
          "grants": [{ "id": "1", "clientID": "c", "user_id": "u", "audience": "urn:a", "scope": ["r"] }]
        }
        """.Replace("\"PEM\"", JsonSerializer.Serialize(ClientAssertions.Signer.Rsa.Pem), StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(Texts))]
    public void A_text_that_is_no_seed_is_told_with_its_line(string attack, string json, string message)
    {
        var refusal = Assert.Throws<LocalTenantException>(() => LocalTenantSeed.FromJson(json));

        Assert.True(refusal.Message.StartsWith(message, StringComparison.Ordinal), $"{attack}: {refusal.Message}");
        Assert.InRange(refusal.Message.Length, 10, 1000);
    }

    [Theory]
    [MemberData(nameof(Addresses))]
    public void An_address_that_cannot_be_one_is_refused(string member, string address)
    {
        _ = LocalTenantSeed.FromJson(Client($"\"name\": \"C\", \"client_secret\": \"s\", \"{member}\": [\"http://x\"]"));

        var refusal = Assert.Throws<LocalTenantException>(() => LocalTenantSeed.FromJson(Client($"\"name\": \"C\", \"client_secret\": \"s\", \"{member}\": [\"{address}\"]")));

        Assert.StartsWith("seed, line 1, $.clients[0]: Client \"C\" has the ", refusal.Message, StringComparison.Ordinal);
        Assert.EndsWith(member.EndsWith("origins", StringComparison.Ordinal) ? "write scheme, host and port only, such as http://localhost:7002." : "write an absolute URI without fragment.", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Places))]
    public void Anything_anywhere_is_taken_or_refused_with_a_sentence(string place)
    {
        _ = LocalTenantSeed.FromJson(Everything);
        const string Mark = "\"the mark\"";
        var whole = JsonNode.Parse(Everything)!;
        Replace(whole, place, JsonValue.Create("the mark"));

        foreach (var value in Values)
        {
            if (Record.Exception(() => LocalTenantSeed.FromJson(whole.ToJsonString().Replace(Mark, value, StringComparison.Ordinal))) is { } exception)
                Assert.True(exception is LocalTenantException && exception.Message.StartsWith("seed, line 1", StringComparison.Ordinal), $"{place} = {value}: {exception}");
        }
    }

    [Fact]
    public void Comments_and_commas_at_the_end_are_taken_and_so_is_a_byte_order_mark()
    {
        Assert.Equal("N", LocalTenantSeed.FromJson("\uFEFF// a seed\n{ /* it */ \"tenant\": { \"friendly_name\": \"N\", }, }").Settings.FriendlyName);
    }

    [Theory]
    [InlineData("utf-8")]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    public void A_file_with_a_byte_order_mark_is_read_as_it_says(string encoding)
    {
        var file = Written([.. Encoding.GetEncoding(encoding).GetPreamble(), .. Encoding.GetEncoding(encoding).GetBytes("{ \"tenant\": { \"friendly_name\": \"Ä\" } }")]);

        Assert.Equal("Ä", LocalTenantSeed.FromFile(file).Settings.FriendlyName);
    }

    [Fact]
    public void A_file_that_is_no_text_or_too_large_or_not_there_is_told()
    {
        var latin = Written([.. "{ \"tenant\": { \"friendly_name\": \""u8, 0xC4, .. "\" } }"u8]);
        var large = Written(new byte[4 * 1024 * 1024 + 1]);
        var folder = TenantUnderTest.TemporaryFolder();
        var missing = Path.Combine(folder, "missing.json");

        Assert.Equal("tenant.json is not UTF-8. Save it in that encoding.", Assert.Throws<LocalTenantException>(() => LocalTenantSeed.FromFile(latin)).Message);
        Assert.Equal("tenant.json is larger than 4 MiB. A seed is what a tenant begins with; put less into it.", Assert.Throws<LocalTenantException>(() => LocalTenantSeed.FromFile(large)).Message);
        foreach (var path in (string[])[missing, folder, "", "a\0b"])
            Assert.StartsWith($"The seed file {path} cannot be read: ", Assert.Throws<LocalTenantException>(() => LocalTenantSeed.FromFile(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_one_wrong_entry_of_many_is_found()
    {
        var users = string.Join(",\n", Enumerable.Range(0, 3000).Select(n => $"{{ \"email\": \"u{n}@x\" }}").Append("{ \"email\": \"U1500@X\" }"));

        var refusal = Assert.Throws<LocalTenantException>(() => LocalTenantSeed.FromJson($"{{ \"users\": [{users}] }}"));

        Assert.Equal("seed, line 3001, $.users[3000]: Two users have the e-mail address \"u1500@x\".", refusal.Message);
    }

    private static string Client(string members) => $"{{ \"clients\": [{{ {members} }}] }}";

    private static string Written(byte[] content)
    {
        var file = Path.Combine(TenantUnderTest.TemporaryFolder(), "tenant.json");
        File.WriteAllBytes(file, content);
        return file;
    }

    private static IEnumerable<string> PlacesIn(JsonNode node, string place) => (node switch
    {
        JsonObject members => members.SelectMany(member => PlacesIn(member.Value!, $"{place}/{member.Key}")),
        JsonArray items => items.SelectMany((item, index) => PlacesIn(item!, $"{place}/{index}")),
        _ => [],
    }).Prepend(place).Where(found => found.Length > 0);

    private static void Replace(JsonNode root, string place, JsonNode value)
    {
        var names = place.Split('/')[1..];
        var parent = names[..^1].Aggregate(root, (node, name) => node is JsonArray ? node[int.Parse(name)]! : node[name]!);
        if (parent is JsonArray list)
            list[int.Parse(names[^1])] = value;
        else
            parent[names[^1]] = value;
    }
}
