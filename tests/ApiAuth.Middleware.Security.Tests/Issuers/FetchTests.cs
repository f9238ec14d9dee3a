using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ApiAuth.Middleware.Security.Tests.Attacks;
using ApiAuth.Middleware.Testing;
using ApiAuth.Middleware.Tests.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ApiAuth.Middleware.Security.Tests.Issuers;

/// <summary>What is fetched, from where, how often, and what a bad answer changes (RFC 8414 §3.3, RFC 7517 §9).</summary>
public class FetchTests
{
    private static IApiAuthKeys KeysOf(TestApi api) => api.Services.GetRequiredService<IApiAuthKeys>();

    [Fact, Trait("Row", "F5")]
    public async Task A_flood_of_made_up_kids_causes_no_flood_of_fetches_and_harms_no_good_token()
    {
        await using var api = await TestApi.StartAsync();
        await api.AcceptsAsync(TestAccessToken.Valid);
        var fetches = api.Issuer.JwksFetches;

        for (var index = 0; index < 1000; index++)
        {
            var answer = await api.GetAsync("/private", $"Bearer {api.Issuer.Issue(TestAccessToken.UnknownKey with { KeyId = $"random-{index}" })}");
            // While the bucket is empty nobody can know whether the kid is new: 503, not 401.
            Assert.Contains(answer.Code, (string[])["key_unknown", "keys_unavailable"]);
            api.Time.Advance(TimeSpan.FromMilliseconds(5));
        }

        Assert.InRange(api.Issuer.JwksFetches - fetches, 1, 2);
        await api.AcceptsAsync(TestAccessToken.Valid with { TokenId = "first seen" });
        foreach (var fault in (IssuerFault[])[IssuerFault.Status(HttpStatusCode.InternalServerError), IssuerFault.Html, IssuerFault.Garbage, IssuerFault.Edit(_ => "[]"), IssuerFault.ConnectionRefused])
        {
            using var broken = api.Issuer.Break(fault);
            await Assert.ThrowsAsync<InvalidOperationException>(async () => await KeysOf(api).RefreshAsync());
            await api.AcceptsAsync(TestAccessToken.Valid with { TokenId = fault.ToString() }, "a known key while fetches fail");
        }
        await TimeOutAsync(api);
        await api.AcceptsAsync(TestAccessToken.Valid with { TokenId = "late" }, "a known key when a fetch took too long");
    }

    private static async Task TimeOutAsync(TestApi api)
    {
        using var stalled = api.Issuer.Jwks.Break(IssuerFault.Stall);
        var asked = api.Issuer.Jwks.WhenRequestedAsync(api.Issuer.JwksFetches + 1);
        var refresh = KeysOf(api).RefreshAsync().AsTask();
        await asked;
        await api.AcceptsAsync(TestAccessToken.Valid with { TokenId = "meanwhile" }, "a known key while a fetch takes long");
        api.Time.Advance(TimeSpan.FromSeconds(5));
        await Assert.ThrowsAsync<InvalidOperationException>(() => refresh);
    }

    [Fact, Trait("Row", "F6")]
    public async Task A_bad_answer_never_replaces_a_good_set_until_the_set_is_too_old()
    {
        await using var api = await TestApi.StartAsync();
        await api.AcceptsAsync(TestAccessToken.Valid);

        IssuerFault[] faults =
        [
            IssuerFault.Edit(_ => """{"keys":[]}"""), IssuerFault.Edit(_ => "{}"), IssuerFault.Edit(_ => """{"keys":{}}"""), IssuerFault.Edit(_ => """{"keys":[],"keys":[]}"""), IssuerFault.Edit(_ => """{"keys":[{"kty":"oct","k":"AAAA"}]}"""),
            IssuerFault.Status(HttpStatusCode.InternalServerError), IssuerFault.Status(HttpStatusCode.NoContent), IssuerFault.Status(HttpStatusCode.PartialContent), IssuerFault.Html, IssuerFault.Empty, IssuerFault.Garbage, IssuerFault.Truncated,
            IssuerFault.ConnectionLost, IssuerFault.ConnectionRefused, IssuerFault.Huge(3_000_000), IssuerFault.Redirect(new Uri("https://evil.test/jwks")), IssuerFault.Edit(_ => "\u001F\u008B\b\0"),
        ];
        foreach (var fault in faults)
        {
            using var broken = api.Issuer.Jwks.Break(fault);
            await Assert.ThrowsAsync<InvalidOperationException>(async () => await KeysOf(api).RefreshAsync());
            await api.AcceptsAsync(TestAccessToken.Valid, fault.ToString()!);
        }

        api.Issuer.Break(IssuerFault.Empty);
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await KeysOf(api).RefreshAsync());
        api.Time.Advance(TimeSpan.FromHours(24.5));
        var late = await api.GetAsync("/private", TestAccessToken.Valid);
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "keys_unavailable", null), (late.Status, late.Code, late.Challenge));
    }

    [Fact, Trait("Row", "F7")]
    public async Task Discovery_of_another_issuer_is_no_discovery_of_ours()
    {
        await using (var twin = await TestApi.StartAsync())
            await twin.AcceptsAsync(TestAccessToken.Valid);

        foreach (var other in (string[])["https://evil.test/", "https://tenant.test", "https://tenant.test//", "HTTPS://TENANT.TEST/", "http://tenant.test/", "", " https://tenant.test/"])
        {
            await using var api = await Apis.PreparedAsync(issuer => issuer.Discovery.Break(IssuerFault.WrongIssuer(other)));
            var answer = await api.GetAsync("/private", TestAccessToken.Valid);
            Assert.Equal((other, HttpStatusCode.ServiceUnavailable, "keys_unavailable"), (other, answer.Status, answer.Code));
            Assert.Equal(0, api.Issuer.JwksFetches);
        }
    }

    [Fact, Trait("Row", "F8")]
    public async Task Discovery_cannot_point_the_host_at_its_own_network()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        await using (var twin = await Apis.PreparedAsync(issuer => issuer.Discovery.Document = """{"issuer":"https://tenant.test/","jwks_uri":"https://tenant.test/.well-known/jwks.json"}"""))
            await twin.AcceptsAsync(TestAccessToken.Valid);

        string[] addresses =
        [
            $"http://{listener.LocalEndpoint}/", "http://tenant.test/.well-known/jwks.json", "http://169.254.169.254/latest/meta-data/", "file:///etc/passwd", "ftp://tenant.test/", "gopher://x/", "data:application/json,{}", "/jwks", "//evil.test/jwks", "", "javascript:0",
        ];
        foreach (var address in addresses)
        {
            await using var api = await Apis.PreparedAsync(issuer => issuer.Discovery.Document = $$"""{"issuer":"https://tenant.test/","jwks_uri":"{{address}}"}""");
            Assert.Equal((address, "keys_unavailable"), (address, (await api.GetAsync("/private", TestAccessToken.Valid)).Code));
            Assert.All(api.Issuer.Requests, asked => Assert.Equal("/.well-known/openid-configuration", asked.AbsolutePath));
        }
        foreach (var target in (string[])[$"http://{listener.LocalEndpoint}/", "https://evil.test/jwks", "https://tenant.test/other"])
        {
            await using var api = await Apis.PreparedAsync(issuer => issuer.Break(IssuerFault.Redirect(new Uri(target))));
            Assert.Equal((target, "keys_unavailable"), (target, (await api.GetAsync("/private", TestAccessToken.Valid)).Code));
            Assert.DoesNotContain(api.Issuer.Requests, asked => asked.AbsoluteUri == target);
        }
        Assert.False(listener.Pending(), "Somebody knocked.");
    }

    [Fact, Trait("Row", "F9")]
    public async Task A_document_of_two_hundred_megabytes_is_read_up_to_the_limit()
    {
        await using var api = await TestApi.StartAsync();
        await api.AcceptsAsync(TestAccessToken.Valid);
        foreach (var endpoint in (TestEndpoint[])[api.Issuer.Discovery, api.Issuer.Jwks])
        {
            var sent = endpoint.BytesSent;
            var allocated = GC.GetTotalAllocatedBytes(precise: true);
            using var broken = endpoint.Break(IssuerFault.Huge());
            await Assert.ThrowsAsync<InvalidOperationException>(async () => await KeysOf(api).RefreshAsync());

            Assert.InRange(endpoint.BytesSent - sent, 1, (256 * 1024) + (16 * 1024));
            // Other tests allocate too, beside this one; 200 MB they do not.
            Assert.InRange(GC.GetTotalAllocatedBytes(precise: true) - allocated, 0, 150_000_000);
            await api.AcceptsAsync(TestAccessToken.Valid);
        }
    }

    [Fact, Trait("Row", "F10")]
    public async Task A_new_key_costs_one_fetch_however_many_tokens_come_with_it()
    {
        await using var api = await TestApi.StartAsync();
        await api.AcceptsAsync(TestAccessToken.Valid);
        var fetches = api.Issuer.JwksFetches;

        api.Issuer.Rotate();
        var tokens = Enumerable.Range(0, 100).Select(index => api.Issuer.Issue(TestAccessToken.Valid with { TokenId = $"{index}" }));
        var answers = await Task.WhenAll(tokens.Select(token => api.GetAsync("/private", $"Bearer {token}")));

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer.Status));
        Assert.Equal(1, api.Issuer.JwksFetches - fetches);
    }

    [Fact, Trait("Row", "F11")]
    public async Task The_first_requests_share_one_fetch_and_an_issuer_that_is_down_is_asked_once()
    {
        await using (var twin = await TestApi.StartAsync())
        {
            var first = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => twin.GetAsync("/private", TestAccessToken.Valid)));
            Assert.All(first, answer => Assert.Equal(HttpStatusCode.OK, answer.Status));
            Assert.Equal((1, 1), (twin.Issuer.DiscoveryFetches, twin.Issuer.JwksFetches));
        }

        await using var api = await Apis.PreparedAsync(issuer => issuer.Break(IssuerFault.ConnectionRefused));
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => api.GetAsync("/private", TestAccessToken.Valid)));
        Assert.All(answers, answer => Assert.Equal((HttpStatusCode.ServiceUnavailable, "keys_unavailable"), (answer.Status, answer.Code)));
        Assert.All(answers, answer => Assert.NotNull(answer.RetryAfter));
        Assert.InRange(api.Issuer.DiscoveryFetches, 1, 2); // The second is for those who came while the first was under way.
    }

    [Fact, Trait("Row", "F19")]
    public async Task A_certificate_that_nobody_vouches_for_ends_the_fetch()
    {
        await using var server = await SelfSignedServerAsync();
        var address = server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        await using var api = await TestApi.StartAsync(new() { Options = options => (options.JwksUri, options.BackchannelHttpHandler) = ($"{address}/jwks", null) });

        var answer = await api.GetAsync("/private", TestAccessToken.Valid);

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "keys_unavailable"), (answer.Status, answer.Code));
        Assert.Contains(api.Logs.Ours, record => record.Exception?.InnerException is System.Security.Authentication.AuthenticationException);
        Assert.DoesNotContain(typeof(ApiAuthOptions).GetProperties().Concat(typeof(KeyOptions).GetProperties()), option => option.Name.Contains("Certificate", StringComparison.Ordinal) || option.Name.Contains("Ssl", StringComparison.Ordinal));
    }

    private static async Task<WebApplication> SelfSignedServerAsync()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var made = request.CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(1));
        var certificate = X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(certificate)));
        var app = builder.Build();
        app.MapGet("/jwks", () => Results.Text($$"""{"keys":[{{TestKey.Rsa().ToJwk()}}]}""", "application/json"));
        await app.StartAsync(TestContext.Current.CancellationToken);
        return app;
    }
}
