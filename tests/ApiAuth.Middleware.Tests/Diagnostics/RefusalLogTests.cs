using ApiAuth.Middleware.Testing;
using ApiAuth.Middleware.Tests.Hosting;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;

namespace ApiAuth.Middleware.Tests.Diagnostics;

/// <summary>What a tired developer reads.</summary>
public class RefusalLogTests
{
    public static TheoryData<string, string?, string> Lines => new()
    {
        { "/private", null, "TokenMissing: Refused HTTP: GET /private with 401 token_missing (Bearer). Expected one access token; found no Authorization header. Send the header \"Authorization: Bearer\" followed by an access token for this API." },
        { "/private", nameof(TestAccessToken.WrongAudience), "AudienceMismatch: Refused HTTP: GET /private with 401 audience_mismatch (Bearer). Expected aud \"urn:test-api\"; found aud \"https://another-api.test/\". Request the token with this API's audience, or correct Audience to the identifier the API has at the issuer." },
        { "/private", nameof(TestAccessToken.WrongIssuer), "IssuerUnknown: Refused HTTP: GET /private with 401 issuer_unknown (Bearer). Expected iss \"https://tenant.test/\"; found iss \"https://another-issuer.test/\". Compare letter by letter, the slash at the end included; correct Domain (or Issuer), or request the token from the right tenant." },
        { "/private", nameof(TestAccessToken.Expired), "TokenExpired: Refused HTTP: GET /private with 401 token_expired (Bearer). Expected exp after 2026-01-01T00:00:00Z (clock skew 30 s); found exp 2025-12-31T23:00:00Z. The client must get a new token; if the token is new, compare the clocks." },
        { "/private", nameof(TestAccessToken.HmacForged), "AlgorithmNotAllowed: Refused HTTP: GET /private with 401 algorithm_not_allowed (Bearer). Expected alg \"RS256\"; found alg \"HS256\". Choose an allowed algorithm for this API at the issuer, or add an asymmetric one to Tokens:Algorithms." },
        { "/private", nameof(TestAccessToken.IdToken), "IdTokenPresented: Refused HTTP: GET /private with 401 id_token_presented (Bearer). Expected an access token; found an ID token (it has nonce). Send the access_token of the token response; the id_token is for the client alone." },
        { "/private", nameof(TestAccessToken.Opaque), "TokenOpaque: Refused HTTP: GET /private with 401 token_opaque (Bearer). Expected a JWT; found an opaque token. The client must request its token with this API's audience; without one the issuer returns a token only it can read." },
        { "/private", nameof(TestAccessToken.UnknownKey), "KeyUnknown: Refused HTTP: GET /private with 401 key_unknown (Bearer). Expected a kid among the issuer's keys; found kid \"unknown-key\", alg \"RS256\". The token was signed by another issuer or tenant, or with a key that was withdrawn; compare the kid with the issuer's JWKS." },
        { "/contacts?secret=1", nameof(TestAccessToken.Valid), "ScopeMissing: Refused HTTP: GET /contacts with 403 scope_missing (Bearer). Expected the scope \"contacts\"; found scope \"openid profile\". The client must request the scope, and the user or a client grant must allow it." },
        { "/permission", nameof(TestAccessToken.Valid), "PermissionMissing: Refused HTTP: GET /permission with 403 permission_missing (Bearer). Expected one of the permissions \"a\", \"b\"; found no permissions claim (is RBAC enabled for the API?). Assign the permission at the issuer; for Auth0, RBAC and \"Add Permissions in the Access Token\" must be on for this API." },
        { "/role", nameof(TestAccessToken.Valid), "PolicyNotMet: Refused HTTP: GET /role with 403 policy_not_met (Bearer). Expected RolesAuthorizationRequirement:User.IsInRole must be true for one of the following roles: (admin). See the requirements of the endpoint's policies and roles; for roles, RoleClaim names the claim." },
    };

    [Theory]
    [MemberData(nameof(Lines))]
    public async Task A_line_says_where_what_was_expected_what_was_found_and_what_to_change(string path, string? token, string line)
    {
        await using var api = await TestApi.StartAsync(new()
        {
            Endpoints = app =>
            {
                app.MapGet("/permission", () => "ok").RequireAnyPermission("a", "b");
                app.MapGet("/role", () => "ok").RequireAuthorization(new AuthorizeAttribute { Roles = "admin" });
            },
        });

        await api.GetAsync(path, token is null ? null : (TestAccessToken)typeof(TestAccessToken).GetProperty(token)!.GetValue(null)!);

        var record = Assert.Single(api.Logs.Refusals);
        Assert.Equal(line, $"{record.Event.Name}: {record.Message}");
        Assert.Null(record.Exception);
    }

    // Filters, alerts and dashboards of others are written against these.
    [Fact]
    public void The_number_of_a_reason_never_changes()
    {
        string[] inOrder =
        [
            "TokenMissing", "RequestMalformed", "TokenTooLong", "TokenMalformed", "TokenOpaque", "TokenEncrypted", "AlgorithmNotAllowed", "TypeNotAccessToken", "IdTokenPresented", "IssuerUnknown", "AudienceMismatch", "ClaimMissing",
            "ClaimMalformed", "TokenExpired", "TokenNotYetValid", "KeyUnknown", "SignatureInvalid", "SenderConstrained", "TokenRevoked", "RefusedByHook", "ScopeMissing", "PermissionMissing", "PolicyNotMet", "KeysUnavailable",
        ];
        Assert.Equal(inOrder.Index(), Enum.GetValues<AuthErrorReason>().Select(reason => ((int)reason, reason.ToString())));
    }

    [Fact]
    public async Task What_smells_of_misconfiguration_warns_once_per_reason_and_minute()
    {
        await using var api = await TestApi.StartAsync();

        foreach (var token in new[] { TestAccessToken.WrongAudience, TestAccessToken.WrongAudience, TestAccessToken.WrongIssuer, TestAccessToken.WrongAudience })
            await api.GetAsync("/private", token);
        api.Time.Advance(TimeSpan.FromMinutes(1));
        await api.GetAsync("/private", TestAccessToken.WrongAudience);

        Assert.Equal([LogLevel.Warning, LogLevel.Information, LogLevel.Warning, LogLevel.Information, LogLevel.Warning], api.Logs.Refusals.Select(record => record.Level));
    }

    [Fact]
    public async Task What_happens_every_day_informs()
    {
        await using var api = await TestApi.StartAsync();

        await api.GetAsync("/private");
        foreach (var token in new[] { TestAccessToken.Expired, TestAccessToken.NotYetValid, TestAccessToken.UnknownKey, TestAccessToken.ForgedSignature })
            await api.GetAsync("/private", token);
        await api.GetAsync("/contacts", TestAccessToken.Valid);

        Assert.Equal(6, api.Logs.Refusals.Count);
        Assert.All(api.Logs.Refusals, record => Assert.Equal(LogLevel.Information, record.Level));
    }

    [Fact]
    public async Task Every_reason_has_an_id_of_its_own_and_a_good_request_has_no_event()
    {
        await using var api = await TestApi.StartAsync();

        Assert.Equal("auth0|test-user", (await api.GetAsync("/private", TestAccessToken.Valid)).Body);

        Assert.Empty(api.Logs.Refusals);
        Assert.Equal(Enumerable.Range(0, 24), Enum.GetValues<AuthErrorReason>().Select(reason => (int)reason));
    }

    [Fact]
    public async Task Values_of_a_token_are_printable_and_short()
    {
        await using var api = await TestApi.StartAsync();

        await api.GetAsync("/private", TestAccessToken.Valid with { Issuer = "https://a\"\\\r\n\u2028\u001b[31m😀" + new string('x', 200) });
        await api.GetAsync("/contacts", TestAccessToken.Valid with { Scope = string.Join(' ', Enumerable.Range(0, 300)) });

        Assert.Contains($"found iss \"https://a??????[31m??{new string('x', 78)}~\".", api.Logs.Refusals[0].Message, StringComparison.Ordinal);
        Assert.All(api.Logs.Refusals, record => Assert.DoesNotContain(record.Message, letter => letter is < ' ' or > '~'));
        Assert.All(api.Logs.Refusals, record => Assert.InRange(record.Message.Length, 1, 500));
    }
}
