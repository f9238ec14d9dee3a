using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ApiAuth.LocalTenant.Tests.Browsing;
using ApiAuth.LocalTenant.Tests.ErrorRows;
using ApiAuth.LocalTenant.Tests.OAuth;
using Microsoft.IdentityModel.Tokens;

namespace ApiAuth.LocalTenant.Tests.Authorize;

/// <summary>What comes back for each response type, and the four ways it travels.</summary>
public class ResponseModeTests
{
    private static readonly AuthorizeRequest Todos = AuthorizeRequest.For(SampleTenant.MyTodos) with { Scope = "openid tasks", Nonce = "the nonce" };

    [Theory]
    [InlineData("code", false, "code,state")]
    [InlineData("token", true, "access_token,scope,expires_in,token_type,state")]
    [InlineData("id_token", true, "id_token,state")]
    [InlineData("id_token token", true, "access_token,scope,expires_in,token_type,id_token,state")]
    [InlineData("code token", true, "code,access_token,scope,expires_in,token_type,state")]
    [InlineData("code id_token", true, "code,id_token,state")]
    [InlineData("token id_token code", true, "code,access_token,scope,expires_in,token_type,id_token,state")]
    public async Task Each_response_type_gives_what_it_names_in_its_default_place(string type, bool inFragment, string members)
    {
        await using var server = await TenantUnderTest.StartAsync();
        using var browser = new Browser(server);

        var callback = await browser.AuthorizeAsync(Todos with { ResponseType = type });

        Assert.Equal(SampleTenant.MyTodos.Callbacks[0], callback.Target?.TrimEnd('/'));
        Assert.Equal(members.Split(','), (inFragment ? callback.Fragment : callback.Query).Keys);
        Assert.Empty(inFragment ? callback.Query : callback.Fragment);
    }

    [Fact]
    [Proves(ErrorRow.NoRefreshTokenInImplicit)]
    public async Task An_implicit_token_lives_as_long_as_tokens_for_browsers_do()
    {
        await using var server = await TenantUnderTest.StartAsync();
        using var browser = new Browser(server);

        var answer = (await browser.AuthorizeAsync(Todos with { ResponseType = "token", Scope = "tasks offline_access" })).Fragment;

        Assert.DoesNotContain("refresh_token", answer.Keys);
        Assert.Equal(("7200", "Bearer", "tasks", "the state"), (answer["expires_in"], answer["token_type"], answer["scope"], answer["state"]));
        var claims = Jwt.Claims(answer["access_token"]);
        Assert.Equal((7200, "tasks"), ((long)claims["exp"]! - (long)claims["iat"]!, (string?)claims["scope"]));
        Assert.Null(await Verification.FailureAsync(server, answer["access_token"], "urn:organizer-api"));
    }

    [Fact]
    public async Task The_ID_token_of_a_hybrid_answer_vouches_for_code_and_token()
    {
        await using var server = await TenantUnderTest.StartAsync();
        using var browser = new Browser(server);

        var answer = (await browser.AuthorizeAsync(Todos with { ResponseType = "code id_token token" })).Fragment;

        var claims = Jwt.Claims(answer["id_token"]);
        Assert.Equal(Half(answer["access_token"]), (string?)claims["at_hash"]);
        Assert.Equal(Half(answer["code"]), (string?)claims["c_hash"]);
        Assert.Equal("the nonce", (string?)claims["nonce"]);
    }

    [Fact]
    public async Task A_code_can_travel_in_the_fragment()
    {
        await using var server = await TenantUnderTest.StartAsync();
        using var browser = new Browser(server);

        var callback = await browser.AuthorizeAsync(Todos with { ResponseMode = "fragment" });

        Assert.Equal(["code", "state"], callback.Fragment.Keys);
    }

    [Fact]
    public async Task The_callbacks_own_query_stays()
    {
        var client = Seeds.Own with { Callbacks = ["https://own.test/callback?tenant=eu"] };
        await using var server = await TenantUnderTest.StartAsync(LocalTenantSeed.Samples.With(client));
        using var browser = new Browser(server);

        var callback = await browser.AuthorizeAsync(AuthorizeRequest.For(client) with { Audience = null, Scope = "openid" });

        Assert.Equal(["tenant", "code", "state"], callback.Query.Keys);
    }

    [Fact]
    public async Task A_state_cannot_add_a_parameter_or_a_header()
    {
        await using var server = await TenantUnderTest.StartAsync();
        using var browser = new Browser(server);
        const string State = "a&code=b#c\r\nSet-Cookie: d=e";

        var callback = await browser.AuthorizeAsync(AuthorizeRequest.Valid with { State = State });

        Assert.Equal(["code", "state"], callback.Query.Keys);
        Assert.Equal(State, callback.Query["state"]);
        Assert.Equal(43, callback.Query["code"].Length);
    }

    [Fact]
    public async Task An_answer_without_state_has_none()
    {
        await using var server = await TenantUnderTest.StartAsync();
        using var browser = new Browser(server);

        Assert.Equal(["code"], (await browser.AuthorizeAsync(AuthorizeRequest.Valid with { State = null })).Query.Keys);
    }

    [Fact]
    public async Task A_form_post_sends_itself_by_a_script_with_a_nonce()
    {
        await using var server = await TenantUnderTest.StartAsync();
        using var browser = new Browser(server);

        var page = await browser.AuthorizeAsync(AuthorizeRequest.Valid with { ResponseMode = "form_post", State = "<\"&'>" });

        Assert.Equal(200, page.Status);
        Assert.Contains($"<form method=\"post\" action=\"{SampleTenant.CalendarApp.Callbacks[0]}\">", page.Html, StringComparison.Ordinal);
        Assert.Equal(["code", "state"], page.HiddenFields.Select(field => field.Name));
        Assert.Equal("<\"&'>", page.HiddenFields[1].Value);
        AssertOnlyScriptHasNonce(page, "frame-ancestors 'none'");
    }

    [Fact]
    public async Task A_web_message_goes_to_the_applications_origin_only()
    {
        await using var server = await TenantUnderTest.StartAsync();
        using var browser = new Browser(server);
        var request = Todos with { ResponseMode = "web_message", RedirectUri = "http://localhost:7002/callback" };

        var page = await browser.AuthorizeAsync(request);

        Assert.Equal("http://localhost:7002", Attribute(page, "origin"));
        var message = JsonNode.Parse(Attribute(page, "message"))!;
        Assert.Equal("authorization_response", (string?)message["type"]);
        Assert.Equal(["code", "state"], message["response"]!.AsObject().Select(member => member.Key));
        AssertOnlyScriptHasNonce(page, "frame-ancestors http://localhost:7002");
        Assert.False(page.Response.Headers.Contains("X-Frame-Options"));
        Assert.DoesNotContain("\"*\"", page.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_silent_request_is_refused_by_web_message_too()
    {
        await using var server = await TenantUnderTest.StartAsync();
        using var browser = new Browser(server);

        var page = await browser.OpenAsync(Todos with { ResponseMode = "web_message", Prompt = "none" });

        Assert.Equal(
            """{"type":"authorization_response","response":{"error":"login_required","error_description":"Login required","state":"the state"}}""",
            Attribute(page, "message"));
    }

    private static string Attribute(Page page, string name) =>
        WebUtility.HtmlDecode(Regex.Match(page.Html, $"data-{name}=\"(?<value>[^\"]*)\"", RegexOptions.ExplicitCapture, TimeSpan.FromMinutes(1)).Groups["value"].Value);

    private static void AssertOnlyScriptHasNonce(Page page, string ancestors)
    {
        var script = Assert.Single(Regex.Matches(page.Html, "<script[^>]*>", RegexOptions.None, TimeSpan.FromMinutes(1))).Value;
        var policy = page.Response.Headers.GetValues("Content-Security-Policy").Single();
        var nonce = Regex.Match(policy, "script-src 'nonce-(?<nonce>[^']+)'", RegexOptions.ExplicitCapture, TimeSpan.FromMinutes(1)).Groups["nonce"].Value;
        Assert.Equal($"<script nonce=\"{nonce}\">", WebUtility.HtmlDecode(script));
        Assert.Equal(24, nonce.Length);
        Assert.EndsWith(ancestors, policy, StringComparison.Ordinal);
    }

    private static string Half(string value) => Base64UrlEncoder.Encode(SHA256.HashData(Encoding.ASCII.GetBytes(value))[..16]);
}
