using System.IO.Compression;
using System.Net;
using ApiAuth.Middleware.Testing;

namespace ApiAuth.Middleware.Tests.Keys;

/// <summary>Whatever comes instead of a document: the good keys go on serving, and the log says what came.</summary>
public class BrokenDocumentTests
{
    private const string Discovery = "https://tenant.test/.well-known/openid-configuration ";
    private const string Jwks = "https://tenant.test/.well-known/jwks.json ";

    public static TheoryData<IssuerFault, string> EitherDocument => new()
    {
        { IssuerFault.Empty, "did not send the JSON that was expected: " },
        { IssuerFault.Garbage, "did not send the JSON that was expected: " },
        { IssuerFault.Html, "did not send the JSON that was expected: " },
        { IssuerFault.Truncated, "did not send the JSON that was expected: " },
        { IssuerFault.Edit(_ => "[]"), "did not send the JSON that was expected: " },
        { IssuerFault.Edit(_ => "null"), "did not send the JSON that was expected: " },
        { IssuerFault.Edit(document => document + "{}"), "did not send the JSON that was expected: " },
        { IssuerFault.ConnectionLost, "cannot be reached: The test issuer dropped the connection" },
        { IssuerFault.ConnectionRefused, "cannot be reached: Connection refused; nobody listens there, or a firewall or a missing proxy stands in between." },
        { IssuerFault.Status(HttpStatusCode.InternalServerError), "answered 500; the issuer has a problem of its own." },
        { IssuerFault.Status(HttpStatusCode.NotFound), "answered 404; the domain or issuer is probably misspelt, or the tenant does not exist." },
        { IssuerFault.Status(HttpStatusCode.NoContent), "answered 204; only 200 is understood." },
        { IssuerFault.Status(HttpStatusCode.Unauthorized), "answered 401; the address asks for credentials" },
        { IssuerFault.Redirect(new("https://elsewhere.test/keys")), "answered 302; redirects are not followed: configure the address that answers itself." },
        { IssuerFault.Huge(), "sent more than 262144 bytes (Keys:MaxDocumentSize); it is probably not the address of a key set." },
    };

    [Theory]
    [MemberData(nameof(EitherDocument), DisableDiscoveryEnumeration = true)]
    public async Task A_broken_discovery_document_leaves_the_good_keys_serving(IssuerFault fault, string cause) =>
        await AssertKeysSurviveAsync(issuer => issuer.Discovery, fault, Discovery + cause);

    [Theory]
    [MemberData(nameof(EitherDocument), DisableDiscoveryEnumeration = true)]
    public async Task A_broken_key_set_leaves_the_good_keys_serving(IssuerFault fault, string cause) =>
        await AssertKeysSurviveAsync(issuer => issuer.Jwks, fault, Jwks + cause);

    [Theory]
    [InlineData("""{"keys":[]}""", "holds no key that can check an access token (it is empty).")]
    [InlineData("""{"keys":[{"kty":"oct","kid":"test-key-1","k":"c2VjcmV0"},{"kty":"OKP","crv":"Ed25519","kid":"e","x":"AAAA"}]}""", "holds no key that can check an access token (\"test-key-1\": it holds a secret member: a published private key proves nothing; \"e\": its kty is neither RSA nor EC).")]
    [InlineData("""{"keys":[0,1,2,3,4,5,6]}""", "holds no key that can check an access token (one without kid: it is not an object; one without kid: it is not an object; one without kid: it is not an object; one without kid: it is not an object; one without kid: it is not an object; and 2 more).")]
    [InlineData("""{}""", "did not send the JSON that was expected: It is no JWK Set")]
    [InlineData("""{"keys":{}}""", "did not send the JSON that was expected: It is no JWK Set")]
    [InlineData("""{"keys":[],"keys":[]}""", "did not send the JSON that was expected: It is no JWK Set")]
    public async Task A_set_without_a_usable_key_never_replaces_one_that_has_some(string document, string cause) =>
        await AssertKeysSurviveAsync(issuer => issuer.Jwks, IssuerFault.Edit(_ => document), Jwks + cause);

    [Theory]
    [InlineData("\"issuer\":\"https://tenant.test/\"", "\"issuer\":\"https://another.test/\"", "says that its issuer is \"https://another.test/\", but \"https://tenant.test/\" is configured; they must be equal to the letter.")]
    [InlineData("\"issuer\":\"https://tenant.test/\"", "\"issuer\":\"https://tenant.test\"", "says that its issuer is \"https://tenant.test\", but")]
    [InlineData("\"issuer\":\"https://tenant.test/\"", "\"other\":0", "says that its issuer is \"\", but")]
    [InlineData("\"jwks_uri\":\"https:", "\"jwks_uri\":\"http:", "names the jwks_uri \"http://tenant.test/.well-known/jwks.json\", which may not be used: an https address is needed.")]
    [InlineData("\"jwks_uri\":\"https://tenant.test/", "\"jwks_uri\":\"http://127.0.0.1/", "names the jwks_uri \"http://127.0.0.1/.well-known/jwks.json\", which may not be used")]
    [InlineData("\"jwks_uri\":\"https://tenant.test/", "\"jwks_uri\":\"file:///etc/", "names the jwks_uri \"file:///etc/.well-known/jwks.json\", which may not be used")]
    [InlineData("\"jwks_uri\":\"https://tenant.test/", "\"jwks_uri\":\"/", "names the jwks_uri \"/.well-known/jwks.json\", which may not be used")]
    [InlineData("\"jwks_uri\":", "\"other\":", "names the jwks_uri \"\", which may not be used")]
    public async Task A_discovery_document_of_another_issuer_or_without_a_safe_jwks_uri_is_not_used(string right, string wrong, string cause) =>
        await AssertKeysSurviveAsync(issuer => issuer.Discovery, IssuerFault.Edit(document => Replaced(document, right, wrong)), Discovery + cause);

    [Fact]
    public async Task Two_hundred_megabytes_are_not_read()
    {
        await using var api = await KeyApi.StartAsync();
        var sent = api.Issuer.Jwks.BytesSent;
        using var huge = api.Issuer.Jwks.Break(IssuerFault.Huge(200_000_000));

        await api.RenewAsync();

        Assert.InRange(api.Issuer.Jwks.BytesSent - sent, 262_144, 262_144 + (16 * 1024));
    }

    [Theory]
    [InlineData(16_384)]
    [InlineData(262_144)]
    public async Task A_document_is_read_up_to_MaxDocumentSize_and_not_a_byte_more(int maxSize)
    {
        await using var api = await KeyApi.StartAsync(options => options.Keys.MaxDocumentSize = maxSize);
        var length = (int)api.Issuer.Jwks.BytesSent;
        using (api.Issuer.Jwks.Break(IssuerFault.Huge(maxSize - length)))
            await api.RenewAsync();
        Assert.Null(api.Fetches.LastFailure);

        using (api.Issuer.Jwks.Break(IssuerFault.Huge(maxSize - length + 1)))
            await api.RenewAsync();
        Assert.Contains($"sent more than {maxSize} bytes", api.Fetches.LastFailure, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_body_that_drips_or_stops_ends_with_the_time_out_of_the_whole_fetch(bool drips)
    {
        await using var api = await KeyApi.StartAsync();
        using var slow = api.Issuer.Jwks.Break(drips ? IssuerFault.SlowDrip(TimeSpan.FromSeconds(1)) : IssuerFault.Stall);
        var refresh = api.Keys.RefreshAsync(TestContext.Current.CancellationToken).AsTask();
        await api.Issuer.Jwks.WhenRequestedAsync(2);

        for (var second = 0; second < 5; second++)
        {
            Assert.Equal(1, api.Fetches.Count);
            api.Time.Advance(TimeSpan.FromSeconds(1));
        }

        var exception = await Assert.ThrowsAsync<InvalidOperationException>(() => refresh);
        Assert.Contains($"{Jwks}did not answer within 5 s (Keys:FetchTimeout).", exception.Message, StringComparison.Ordinal);
        (await api.GetAsync()).IsAccepted();
    }

    [Fact]
    public async Task Bytes_that_are_still_compressed_are_called_so()
    {
        var issuer = KeyApi.NewIssuer(out var time);
        await using var api = await KeyApi.StartColdAsync(options => options.BackchannelHttpHandler = new Compressing(issuer.Handler), new() { Issuer = issuer, Time = time });
        await api.Fetches.WhenEndedAsync(1);

        Assert.Contains($"{Discovery}answered in \"gzip\", which was not asked for; set AutomaticDecompression", api.Fetches.LastFailure, StringComparison.Ordinal);
        (await api.GetAsync()).IsUnavailable();
    }

    [Fact]
    public async Task A_byte_order_mark_is_read_over()
    {
        await using var api = await KeyApi.StartAsync();
        using var marked = api.Issuer.Break(IssuerFault.Edit(document => '\uFEFF' + document));
        api.Issuer.Rotate();

        (await api.GetAsync()).IsAccepted();
    }

    [Fact]
    public async Task A_handler_that_throws_anything_at_all_ends_the_fetch_like_an_outage()
    {
        var issuer = KeyApi.NewIssuer(out var time);
        var handler = new Throwing();
        await using var api = await KeyApi.StartColdAsync(options => options.BackchannelHttpHandler = handler, new() { Issuer = issuer, Time = time });
        await api.Fetches.WhenEndedAsync(1);
        (await api.GetAsync()).IsUnavailable();

        await api.NextFetchAsync(TimeSpan.FromSeconds(1.1));

        Assert.Contains($"{Discovery}cannot be reached: The circuit is open.", api.Fetches.LastFailure, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_handler_that_blocks_its_thread_and_hears_of_no_cancellation_is_left_behind()
    {
        var issuer = KeyApi.NewIssuer(out var time);
        using var handler = new Blocking();
        await using var api = await KeyApi.StartColdAsync(options => options.BackchannelHttpHandler = handler, new() { Issuer = issuer, Time = time });
        await handler.Blocked;
        var waiting = api.GetAsync();

        api.Time.Advance(TimeSpan.FromSeconds(5));

        (await waiting).IsUnavailable();
        Assert.Contains($"{Discovery}did not answer within 5 s", api.Fetches.LastFailure, StringComparison.Ordinal);
        handler.Release();
    }

    private static async Task AssertKeysSurviveAsync(Func<TestIssuer, TestEndpoint> endpoint, IssuerFault fault, string cause)
    {
        await using var api = await KeyApi.StartAsync();
        var known = api.Issuer.Issue();
        var network = api.Issuer.Requests.Count;
        using var broken = endpoint(api.Issuer).Break(fault);

        await api.RenewAsync();

        (await api.GetAsync(known)).IsAccepted();
        Assert.Contains(cause, api.Fetches.LastFailure, StringComparison.Ordinal);
        Assert.Equal(1, api.State.KeyCount);
        Assert.DoesNotContain(api.Issuer.Requests.Skip(network), address => address.Host != "tenant.test");

        broken.Dispose();
        api.Issuer.Rotate();
        await api.NextFetchAsync(TimeSpan.FromSeconds(1.1));
        (await api.GetAsync()).IsAccepted();
    }

    private static string Replaced(string document, string right, string wrong)
    {
        Assert.Contains(right, document, StringComparison.Ordinal);
        return document.Replace(right, wrong, StringComparison.Ordinal);
    }

    private sealed class Compressing(HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var response = await base.SendAsync(request, cancellationToken);
            using var compressed = new MemoryStream();
            await using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest))
                await response.Content.CopyToAsync(gzip, cancellationToken);
            response.Content = new ByteArrayContent(compressed.ToArray());
            response.Content.Headers.ContentEncoding.Add("gzip");
            return response;
        }
    }

    private sealed class Throwing : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            throw new InvalidOperationException("The circuit is open.");
    }

    private sealed class Blocking : HttpMessageHandler
    {
        private readonly TaskCompletionSource blocked = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly ManualResetEventSlim released = new();

        public Task Blocked => blocked.Task;

        public void Release() => released.Set();

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            blocked.TrySetResult();
            released.Wait(TestContext.Current.CancellationToken);
            return Task.FromResult(new HttpResponseMessage(HttpStatusCode.NotFound));
        }
    }
}
