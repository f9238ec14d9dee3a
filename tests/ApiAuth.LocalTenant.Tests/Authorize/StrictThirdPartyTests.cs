using ApiAuth.LocalTenant.Tests.Browsing;
using ApiAuth.LocalTenant.Tests.ErrorRows;
using ApiAuth.LocalTenant.Tests.OAuth;

namespace ApiAuth.LocalTenant.Tests.Authorize;

/// <summary>What a strict third-party application may not do, and where it is told.</summary>
public class StrictThirdPartyTests
{
    private static readonly AuthorizeRequest Valid = AuthorizeRequest.For(SampleTenant.TextApp) with { Scope = "contacts" };
    private static readonly LocalTenantSeed Protected =
        LocalTenantSeed.Samples.With(SampleTenant.TextApp with { RedirectionPolicy = RedirectionPolicy.OpenRedirectProtection });

    public static TheoryData<AuthorizeRequest, string, string> Refusals
    {
        get
        {
            var rows = new TheoryData<AuthorizeRequest, string, string>
            {
                { Valid with { CodeChallenge = null, CodeChallengeMethod = null }, "invalid_request", "Parameter 'code_challenge' is required (PKCE, RFC 7636)" },
                {
                    Valid with { Audience = "urn:worldmappers" }, "unauthorized_client",
                    "Client \"tpc_TextAppIo0000000000001\" is not authorized to access resource server \"urn:worldmappers\"."
                },
            };
            foreach (var type in (string[])["token", "id_token", "token id_token", "code token", "code id_token", "code token id_token"])
                rows.Add(Valid with { ResponseType = type, Nonce = "n" }, "unsupported_response_type", "Response type not supported");
            foreach (var name in (string[])["request", "request_uri", "claims", "id_token_hint", "screen_hint", "invitation", "login_ticket"])
                rows.Add(Valid with { More = $"&{name}=x" }, "invalid_request", $"Parameter '{name}' is not allowed for third-party applications");
            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(Refusals))]
    [Proves(ErrorRow.StrictThirdPartyImplicit, ErrorRow.StrictThirdPartyUnlistedParameter, ErrorRow.StrictThirdPartyWithoutPkce)]
    public async Task A_refusal_stays_at_the_tenant_unless_the_application_may_be_told(AuthorizeRequest request, string error, string description)
    {
        await using var protects = await TenantUnderTest.StartAsync(Protected);
        await using var tells = await TenantUnderTest.StartAsync();
        using var held = new Browser(protects);
        using var told = new Browser(tells);
        Assert.True((await held.OpenAsync(Valid)).IsAt(TenantPaths.Login));
        Assert.True((await told.OpenAsync(Valid)).IsAt(TenantPaths.Login));

        var page = await held.OpenAsync(request);
        var callback = await told.OpenAsync(request);

        Assert.Equal((null, (error, description)), (page.Target, page.Error!.Value));
        var answer = request.ResponseType == "code" ? callback.Query : callback.Fragment;
        Assert.Equal((SampleTenant.TextApp.Callbacks[0], error, description), (callback.Target, answer["error"], answer["error_description"]));
    }

    [Fact]
    public async Task A_permissive_application_may_send_what_a_strict_one_may_not()
    {
        await using var server = await TenantUnderTest.StartAsync();
        using var browser = new Browser(server);

        Assert.True((await browser.OpenAsync(AuthorizeRequest.Valid with { More = "&screen_hint=signup" })).IsAt(TenantPaths.Login));
    }

    [Fact]
    public async Task The_scopes_of_OpenID_are_dropped()
    {
        await using var server = await TenantUnderTest.StartAsync();
        using var browser = new Browser(server);

        var callback = await browser.AuthorizeAsync(Valid with { Scope = "openid profile email contacts" });
        var tokens = await server.RequestTokenAsync(TokenRequest.ForCode(SampleTenant.TextApp, callback.Query["code"]));

        Assert.Equal("contacts", tokens.Scope);
        Assert.False(tokens.Body.ContainsKey("id_token"));
        Assert.Equal("urn:organizer-api", (string?)tokens.Claims["aud"]);
    }

    [Theory]
    [InlineData(RedirectionPolicy.AllowAlways, true)]
    [InlineData(RedirectionPolicy.OpenRedirectProtection, false)]
    [Proves(ErrorRow.ConsentDeclinedAtStrictThirdParty)]
    public async Task A_declined_consent_is_told_by_redirect_only_where_the_application_may_be_told(RedirectionPolicy policy, bool redirects)
    {
        await using var server = await TenantUnderTest.StartAsync(LocalTenantSeed.Samples.With(SampleTenant.TextApp with { RedirectionPolicy = policy }));
        using var browser = new Browser(server);
        var consent = await browser.SignInAsync(await browser.OpenAsync(Valid), SampleTenant.Alice);

        var answer = await browser.AnswerAsync(consent, "deny");

        Assert.Equal(redirects ? SampleTenant.TextApp.Callbacks[0] : null, answer.Target);
        var (error, description) = redirects ? (answer.Query["error"], answer.Query["error_description"]) : answer.Error!.Value;
        Assert.Equal(("access_denied", "User did not authorize the request"), (error, description));
    }

    [Fact]
    public async Task A_good_answer_goes_to_the_callback_whatever_the_policy()
    {
        await using var server = await TenantUnderTest.StartAsync(Protected);
        using var browser = new Browser(server);

        Assert.Equal(["code", "state"], (await browser.AuthorizeAsync(Valid)).Query.Keys);
    }
}
