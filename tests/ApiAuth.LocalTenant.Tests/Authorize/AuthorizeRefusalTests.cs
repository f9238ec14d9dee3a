using ApiAuth.LocalTenant.Tests.Browsing;
using ApiAuth.LocalTenant.Tests.ErrorRows;

namespace ApiAuth.LocalTenant.Tests.Authorize;

/// <summary>Every refusal of the authorization endpoint: where it is shown, its code, its text.</summary>
public class AuthorizeRefusalTests
{
    private const string Callback = "http://localhost:7003/auth/organizer/callback";
    private static readonly AuthorizeRequest Valid = AuthorizeRequest.Valid;
    private static readonly Client Confidential = Seeds.Own with { GrantTypes = [GrantType.AuthorizationCode] };
    private static readonly Client ImplicitOnly = Seeds.Own with { ClientId = "ImplicitOnly00000000000000000001", GrantTypes = [GrantType.Implicit] };

    private static readonly ResourceServer Closed = new() { Identifier = "urn:closed", UserPolicy = UserAccessPolicy.DenyAll };
    private static readonly ResourceServer Granted = new() { Identifier = "urn:granted", UserPolicy = UserAccessPolicy.RequireClientGrant };

    private static readonly LocalTenantSeed Seed = LocalTenantSeed.Samples.With(Confidential).With(ImplicitOnly).With(Closed).With(Granted);

    /// <summary>Nothing that is not known to be the client's address gets an answer.</summary>
    public static TheoryData<string, AuthorizeRequest, int, string, string> OnPage => new()
    {
        { "no client", Valid with { ClientId = null }, 400, "invalid_request", "Missing required parameter: client_id" },
        { "empty client", Valid with { ClientId = "" }, 400, "invalid_request", "Missing required parameter: client_id" },
        { "unknown client", Valid with { ClientId = "nobody" }, 400, "invalid_request", "Unknown client: nobody" },
        { "two clients", Valid with { More = "&client_id=nobody" }, 400, "invalid_request", "Missing required parameter: client_id" },
        { "no callback, of two", Valid with { RedirectUri = null }, 400, "invalid_request", "Missing required parameter: redirect_uri" },
        { "two callbacks", Valid with { More = "&redirect_uri=https%3A%2F%2Fevil.test" }, 400, "invalid_request", "Missing required parameter: redirect_uri" },
        Mismatch("another site", "https://evil.test/auth/organizer/callback"),
        Mismatch("another port", "http://localhost:7009/auth/organizer/callback"),
        Mismatch("another scheme", "https://localhost:7003/auth/organizer/callback"),
        Mismatch("a slash more", Callback + "/"),
        Mismatch("a path below", Callback + "/more"),
        Mismatch("a path out and in again", "http://localhost:7003/auth/organizer/x/../callback"),
        Mismatch("a query", Callback + "?next=1"),
        Mismatch("a fragment", Callback + "#"),
        Mismatch("another case", "http://localhost:7003/auth/Organizer/callback"),
        Mismatch("another case of the host", "http://LOCALHOST:7003/auth/organizer/callback"),
        Mismatch("a user before the host", "http://localhost:7003@evil.test/auth/organizer/callback"),
        Mismatch("white space", " " + Callback),
        Mismatch("a relative address", "/auth/organizer/callback"),
        Mismatch("another client's", SampleTenant.MyTodos.Callbacks[0]),
        Mismatch("a script", "javascript:alert(1)"),
        { "web_message to an origin that is not listed", Valid with { ResponseMode = "web_message" }, 403, "unauthorized_client", "Origin mismatch. http://localhost:7003 is not in the list of allowed web origins" },
    };

    public static TheoryData<string, AuthorizeRequest, string, string> AtClient => new()
    {
        { "no response type", Valid with { ResponseType = null }, "invalid_request", "Missing required parameter: response_type" },
        { "unknown response type", Valid with { ResponseType = "codes" }, "unsupported_response_type", "Response type not supported" },
        { "a response type twice", Valid with { ResponseType = "code code" }, "unsupported_response_type", "Response type not supported" },
        { "unknown response mode", Valid with { ResponseMode = "pigeon" }, "invalid_request", "Invalid parameter: response_mode" },
        { "a parameter twice", Valid with { More = "&scope=tasks" }, "invalid_request", "Invalid parameter: scope" },
        { "unknown prompt", Valid with { Prompt = "maybe" }, "invalid_request", "Invalid parameter: prompt" },
        { "prompt none with others", Valid with { Prompt = "none login" }, "invalid_request", "Invalid parameter: prompt" },
        { "an age that is no number", Valid with { More = "&max_age=old" }, "invalid_request", "Invalid parameter: max_age" },
        { "a negative age", Valid with { More = "&max_age=-1" }, "invalid_request", "Invalid parameter: max_age" },
        { "unknown audience", Valid with { Audience = "urn:elsewhere" }, "access_denied", "Service not found: urn:elsewhere" },
        { "audience with a slash more", Valid with { Audience = "urn:organizer-api/" }, "access_denied", "Service not found: urn:organizer-api/" },
        {
            "third party without client grant", Valid with { Audience = "urn:worldmappers" }, "invalid_request",
            "Client \"CalendarApp000000000000000000001\" is not authorized to access resource server \"urn:worldmappers\"."
        },
        { "plain challenge", Valid with { CodeChallengeMethod = "plain" }, "invalid_request", "Parameter 'code_challenge_method' must be 'S256'" },
        { "challenge without method, which means plain", Valid with { CodeChallengeMethod = null }, "invalid_request", "Parameter 'code_challenge_method' must be 'S256'" },
        { "method without challenge", Valid with { CodeChallenge = null }, "invalid_request", "Parameter 'code_challenge' is required (PKCE, RFC 7636)" },
        { "short challenge", Valid with { CodeChallenge = "short" }, "invalid_request", "Parameter 'code_challenge' must be 43 characters of base64url" },
        { "challenge with padding", Valid with { CodeChallenge = new string('a', 42) + "=" }, "invalid_request", "Parameter 'code_challenge' must be 43 characters of base64url" },
    };

    public static TheoryData<string, AuthorizeRequest, string, string> AtOwnClient => new()
    {
        {
            "first party without client grant where one is required", Own(Confidential) with { Audience = "urn:granted" }, "invalid_request",
            "Client \"OwnApp00000000000000000000000001\" is not authorized to access resource server \"urn:granted\"."
        },
        {
            "API closed to all", Own(Confidential) with { Audience = "urn:closed" }, "invalid_request",
            "Client \"OwnApp00000000000000000000000001\" is not authorized to access resource server \"urn:closed\"."
        },
        { "code without its grant type", Own(ImplicitOnly), "unauthorized_client", "Grant type 'authorization_code' not allowed for the client." },
    };

    public static TheoryData<string, AuthorizeRequest, string, string> InFragment => new()
    {
        { "token without its grant type", Own(Confidential) with { ResponseType = "token" }, "unauthorized_client", "Grant type 'implicit' not allowed for the client." },
        { "hybrid without implicit", Own(Confidential) with { ResponseType = "code token" }, "unauthorized_client", "Grant type 'implicit' not allowed for the client." },
        { "tokens in a query", Own(ImplicitOnly) with { ResponseType = "token", ResponseMode = "query" }, "invalid_request", "Response mode 'query' cannot carry tokens" },
        { "ID token without nonce", Own(ImplicitOnly) with { ResponseType = "id_token" }, "invalid_request", "Missing required parameter: nonce" },
    };

    [Theory]
    [MemberData(nameof(OnPage))]
    [Proves(ErrorRow.CallbackMismatch, ErrorRow.UnknownClient, ErrorRow.WebMessageToForeignOrigin)]
    public async Task A_request_whose_address_is_not_the_clients_is_refused_on_a_page(string rule, AuthorizeRequest request, int status, string error, string description)
    {
        await using var server = await TenantUnderTest.StartAsync(Seed);
        using var browser = new Browser(server);
        Assert.True((await browser.OpenAsync(Valid)).IsAt(TenantPaths.Login));

        var page = await browser.OpenAsync(request);

        Assert.True((page.Status, page.Error) == (status, (error, description)), $"{rule}: {page.Status} {page.Error}");
        Assert.Null(page.Response.Headers.Location);
    }

    [Theory]
    [MemberData(nameof(AtClient))]
    [MemberData(nameof(AtOwnClient))]
    [Proves(ErrorRow.AuthorizeUnknownAudience, ErrorRow.AuthorizeWithoutClientGrant, ErrorRow.AuthorizeApiDeniesAll)]
    public async Task A_request_that_breaks_a_rule_is_refused_at_the_callback(string rule, AuthorizeRequest request, string error, string description)
    {
        await using var server = await TenantUnderTest.StartAsync(Seed);
        using var browser = new Browser(server);
        Assert.True((await browser.OpenAsync(Valid)).IsAt(TenantPaths.Login));

        var page = await browser.OpenAsync(request);

        Assert.True((page.Status, page.Target) == (302, request.RedirectUri), $"{rule}: {page.Html}");
        Assert.Equal([("error", error), ("error_description", description), ("state", "the state")], page.Query.Select(pair => (pair.Key, pair.Value)));
    }

    [Theory]
    [MemberData(nameof(InFragment))]
    [Proves(ErrorRow.ResponseTypeNotInGrantTypes)]
    public async Task A_request_for_tokens_is_refused_in_the_fragment(string rule, AuthorizeRequest request, string error, string description)
    {
        await using var server = await TenantUnderTest.StartAsync(Seed);
        using var browser = new Browser(server);
        Assert.True((await browser.OpenAsync(Own(ImplicitOnly) with { ResponseType = "id_token token", Nonce = "n" })).IsAt(TenantPaths.Login));

        var page = await browser.OpenAsync(request);

        Assert.True((page.Status, page.Target) == (302, request.RedirectUri), $"{rule}: {page.Html}");
        Assert.Equal([("error", error), ("error_description", description), ("state", "the state")], page.Fragment.Select(pair => (pair.Key, pair.Value)));
    }

    [Theory]
    [InlineData(MissingClientGrantAnswer.ByParty, "invalid_request")]
    [InlineData(MissingClientGrantAnswer.InvalidRequest, "invalid_request")]
    [InlineData(MissingClientGrantAnswer.UnauthorizedClient, "unauthorized_client")]
    public async Task The_code_for_a_missing_client_grant_is_an_option(MissingClientGrantAnswer answer, string error)
    {
        await using var server = await TenantUnderTest.StartAsync(Seed.With(new TenantSettings { Doubtful = new() { MissingClientGrant = answer } }));
        using var browser = new Browser(server);

        Assert.Equal(error, (await browser.OpenAsync(Valid with { Audience = "urn:worldmappers" })).Query["error"]);
    }

    [Fact]
    public async Task No_user_can_give_an_application_the_Management_API()
    {
        await using var server = await TenantUnderTest.StartAsync(Seed);
        using var browser = new Browser(server);
        Assert.True((await browser.OpenAsync(Own(Confidential) with { Audience = "urn:organizer-api" })).IsAt(TenantPaths.Login));

        var page = await browser.OpenAsync(Own(Confidential) with { Audience = server.Issuer + "api/v2/", Scope = "create:clients" });

        Assert.Equal("invalid_request", page.Query["error"]);
    }

    [Fact]
    public async Task The_status_of_a_callback_mismatch_is_an_option()
    {
        await using var server = await TenantUnderTest.StartAsync(Seed.With(new TenantSettings { Doubtful = new() { CallbackMismatchStatus = 400 } }));
        using var browser = new Browser(server);

        Assert.Equal(400, (await browser.OpenAsync(Valid with { RedirectUri = "https://evil.test" })).Status);
    }

    [Fact]
    public async Task The_only_callback_of_a_client_need_not_be_named()
    {
        await using var server = await TenantUnderTest.StartAsync(Seed);
        using var browser = new Browser(server);

        var page = await browser.OpenAsync(Own(Confidential) with { RedirectUri = null, Prompt = "none" });

        Assert.Equal(("https://own.test/callback", "login_required"), (page.Target, page.Query["error"]));
    }

    [Fact]
    public async Task A_confidential_client_may_go_without_PKCE()
    {
        await using var server = await TenantUnderTest.StartAsync(Seed);
        using var browser = new Browser(server);

        Assert.True((await browser.OpenAsync(Valid with { CodeChallenge = null, CodeChallengeMethod = null })).IsAt(TenantPaths.Login));
    }

    [Fact]
    public async Task A_public_client_must_use_PKCE()
    {
        await using var server = await TenantUnderTest.StartAsync();
        using var browser = new Browser(server);
        var request = AuthorizeRequest.For(SampleTenant.MyTodos) with { Scope = "tasks" };
        Assert.True((await browser.OpenAsync(request)).IsAt(TenantPaths.Login));

        var page = await browser.OpenAsync(request with { CodeChallenge = null, CodeChallengeMethod = null });

        Assert.Equal(("invalid_request", "Parameter 'code_challenge' is required (PKCE, RFC 7636)"), (page.Query["error"], page.Query["error_description"]));
    }

    [Fact]
    public async Task A_name_in_an_error_page_is_text_and_never_markup()
    {
        await using var server = await TenantUnderTest.StartAsync();
        using var browser = new Browser(server);

        var page = await browser.OpenAsync(Valid with { ClientId = "<script>alert(1)</script>" });

        Assert.Equal("Unknown client: <script>alert(1)</script>", page.Error?.Description);
        Assert.DoesNotContain("<script", page.Html, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_request_by_POST_goes_on_by_GET()
    {
        await using var server = await TenantUnderTest.StartAsync();
        using var browser = new Browser(server);
        var query = new Uri(server.Address, Valid.Url);

        var page = await browser.PostAsync(new(server.Address, TenantPaths.Authorize), query.Query.TrimStart('?').Split('&').Select(pair => pair.Split('=')).Select(pair => (pair[0], Uri.UnescapeDataString(pair[1]))));

        Assert.True(page.IsAt(TenantPaths.Login));
    }

    private static AuthorizeRequest Own(Client client) => AuthorizeRequest.For(client) with { Audience = null, Scope = "openid" };

    private static TheoryDataRow<string, AuthorizeRequest, int, string, string> Mismatch(string rule, string redirectUri) => new(
        rule, Valid with { RedirectUri = redirectUri }, 403, "unauthorized_client", $"Callback URL mismatch. {redirectUri} is not in the list of allowed callback URLs");
}
