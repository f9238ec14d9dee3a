using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using ApiAuth.Middleware.Security.Tests.Attacks;
using ApiAuth.Middleware.Testing;
using ApiAuth.Middleware.Tests.Hosting;

namespace ApiAuth.Middleware.Security.Tests.HeaderKeys;

/// <summary>A token does not bring its own key (RFC 7515 §4.1.2 to §4.1.8, RFC 8725 §3.10).</summary>
public class KeysInTheTokenTests
{
    private static readonly TestKey Attacker = TestKey.Rsa(index: 7);

    private static JsonNode Jwk(TestKey key) => JsonNode.Parse(key.ToJwk())!;

    [Fact, Trait("Row", "B1")]
    public async Task A_key_embedded_in_the_header_is_never_used()
    {
        await using var api = await TestApi.StartAsync();
        await api.AcceptsAsync(TestAccessToken.Valid.WithHeader("jwk", Jwk(Attacker)), "a good token with a strange jwk");

        var forged = (TestAccessToken.Valid with { Key = Attacker }).WithHeader("jwk", Jwk(Attacker));
        await api.RefusesAsync(AuthErrorReason.SignatureInvalid, forged with { KeyId = api.Issuer.CurrentKey.KeyId }, "its kid is known");
        await api.RefusesAsync(AuthErrorReason.KeyUnknown, forged, "its kid is unknown");
        await api.RefusesAsync(AuthErrorReason.SignatureInvalid, forged.WithoutHeader("kid"), "it has no kid");
    }

    [Fact, Trait("Row", "B1")]
    public async Task A_key_embedded_in_the_header_is_not_used_where_there_is_no_other()
    {
        await using var api = await Apis.PreparedAsync(issuer => issuer.Jwks.Document = """{"keys":[]}""");

        var answer = await api.GetAsync("/private", (TestAccessToken.Valid with { Key = Attacker }).WithHeader("jwk", Jwk(Attacker)));

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "keys_unavailable"), (answer.Status, answer.Code));
        api.Issuer.Jwks.Document = null;
        api.Time.Advance(TimeSpan.FromSeconds(30)); // The pause after a failed fetch is over.
        await api.AcceptsAsync(TestAccessToken.Valid, "the twin, once the issuer has keys");
    }

    [Fact, Trait("Row", "B2")]
    public async Task An_embedded_key_that_bears_a_trusted_kid_is_not_trusted()
    {
        await using var api = await TestApi.StartAsync();
        await api.AcceptsAsync(TestAccessToken.Valid);

        var trusted = api.Issuer.CurrentKey.KeyId;
        var forged = (TestAccessToken.Valid with { Key = Attacker, KeyId = trusted }).WithHeader("jwk", Jwk(Attacker with { KeyId = trusted }));
        await api.RefusesAsync(AuthErrorReason.SignatureInvalid, forged);
        await api.RefusesAsync(AuthErrorReason.SignatureInvalid, forged.WithoutHeader("kid"), "the kid inside jwk alone");
    }

    [Fact, Trait("Row", "B3")]
    public async Task An_address_in_the_token_is_never_called()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var there = $"http://{listener.LocalEndpoint}/keys";
        // The way out is the real one, but for the issuer's own host.
        RealNetworkBeside network = null!;
        await using var api = await Apis.WithAsync(options => options.BackchannelHttpHandler = network = new RealNetworkBeside(options.BackchannelHttpHandler!));
        await api.AcceptsAsync(TestAccessToken.Valid);
        var fetched = api.Issuer.Requests.Count;

        foreach (var member in (string[])["jku", "x5u", "jwks_uri", "iss"])
        {
            var good = TestAccessToken.Valid.WithHeader(member, there);
            await api.AcceptsAsync(good, $"a good token with {member}");
            await api.RefusesAsync(AuthErrorReason.SignatureInvalid, good with { Key = Attacker, KeyId = api.Issuer.CurrentKey.KeyId }, member);
        }
        foreach (var claim in (string[])["jku", "jwks_uri", "x5u", "userinfo", "_claim_sources"])
            await api.AcceptsAsync(TestAccessToken.Valid.WithClaim(claim, there), claim);
        await api.RefusesAsync(AuthErrorReason.KeyUnknown, TestAccessToken.Valid with { Key = Attacker, KeyId = there });
        await api.RefusesAsync(AuthErrorReason.IssuerUnknown, TestAccessToken.Valid with { Issuer = there });

        Assert.Empty(network.Called);
        Assert.False(listener.Pending(), "Somebody knocked.");
        // A strange kid alone makes us ask, and the issuer alone is asked.
        Assert.All(api.Issuer.Requests.Skip(fetched), address => Assert.Equal("tenant.test", address.Host));
    }

    private sealed class RealNetworkBeside(HttpMessageHandler issuer) : DelegatingHandler(new SocketsHttpHandler())
    {
        private readonly HttpMessageInvoker own = new(issuer, disposeHandler: false);

        public ConcurrentQueue<Uri> Called { get; } = new();

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (request.RequestUri!.Host == "tenant.test")
                return own.SendAsync(request, cancellationToken);
            Called.Enqueue(request.RequestUri);
            return base.SendAsync(request, cancellationToken);
        }
    }

    [Fact, Trait("Row", "B4")]
    public async Task A_certificate_in_the_header_is_never_used()
    {
        await using var api = await TestApi.StartAsync();
        await api.AcceptsAsync(TestAccessToken.Valid);

        var forged = TestAccessToken.Valid with { Key = Attacker, KeyId = api.Issuer.CurrentKey.KeyId };
        await api.RefusesAsync(AuthErrorReason.SignatureInvalid, forged.WithHeader("x5c", new[] { Convert.ToBase64String(Attacker.ExportCertificate()) }), "x5c of the attacker");
        var trusted = api.Issuer.CurrentKey.ExportCertificate();
        await api.RefusesAsync(AuthErrorReason.SignatureInvalid, forged.WithHeader("x5t#S256", Base64Url.EncodeToString(SHA256.HashData(trusted))), "x5t#S256 of the trusted certificate");
        await api.RefusesAsync(AuthErrorReason.SignatureInvalid, forged.WithHeader("x5t", Base64Url.EncodeToString(X509CertificateLoader.LoadCertificate(trusted).GetCertHash())), "x5t of the trusted certificate");
        await api.RefusesAsync(AuthErrorReason.SignatureInvalid, forged.WithHeader("x5c", new[] { Convert.ToBase64String(trusted) }), "x5c of the trusted certificate");
    }

    [Fact, Trait("Row", "B9")]
    public async Task A_certificate_thumbprint_is_no_kid()
    {
        await using var api = await Apis.PublishingAsync(["RS256"], TestKey.Rsa());
        await api.AcceptsAsync(TestAccessToken.Valid);

        await api.RefusesAsync(AuthErrorReason.KeyUnknown, TestAccessToken.Valid.WithoutHeader("kid").WithHeader("x5t", api.Issuer.CurrentKey.KeyId));
    }
}
