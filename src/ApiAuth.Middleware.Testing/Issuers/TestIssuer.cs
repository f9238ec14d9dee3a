using System.Diagnostics.CodeAnalysis;
using ApiAuth.Middleware.Testing.Faults;
using ApiAuth.Middleware.Testing.Issuers;
using ApiAuth.Middleware.Testing.Tokens;

namespace ApiAuth.Middleware.Testing;

/// <summary>
/// An authorization server in memory: it signs tokens with real keys and serves its discovery document and its key set through <see cref="Handler"/>, without a port.
/// Its keys rotate and its documents break on demand. Thread-safe.
/// </summary>
/// <remarks>
/// An issuer takes what it was not given from the app that it is plugged into with <c>UseTestIssuer</c>, when that app starts: name, audience, clock, algorithm and dialect.
/// </remarks>
[SuppressMessage("Design", "CA1001", Justification = "The handler holds nothing that has to be disposed, and it outlives its clients.")]
public sealed partial class TestIssuer
{
    private readonly Lock gate = new();
    private readonly TestNetwork network;
    private IReadOnlyList<string> names = [];
    private string? audience;
    private TimeProvider? time;
    private string? algorithm;
    private TestTokenProfile? profile;

    /// <summary>An issuer that gets its name from the app under test.</summary>
    public TestIssuer()
    {
        Discovery = new TestEndpoint(this, WriteDiscovery);
        Jwks = new TestEndpoint(this, _ => IssuerDocuments.Jwks(Keys));
        routes = new IssuerRoutes(Discovery, Jwks);
        network = new TestNetwork(this, Log);
    }

    /// <summary>An issuer with a name, or with several: the custom domains of one tenant.</summary>
    /// <param name="issuer">The exact <c>iss</c> of its tokens, for example <c>https://tenant.test/</c>.</param>
    /// <param name="more">More names for the same keys; a token bears one of these when its <see cref="TestAccessToken.Issuer"/> says so.</param>
    public TestIssuer(string issuer, params string[] more) : this()
    {
        ArgumentException.ThrowIfNullOrEmpty(issuer);
        Name([issuer, .. more]);
        hasOwnName = true;
    }

    /// <summary>The exact <c>iss</c> of its tokens; the first, when it has several.</summary>
    /// <exception cref="InvalidOperationException">It has no name yet.</exception>
    public string Issuer => Issuers[0];

    /// <summary>All its names.</summary>
    /// <exception cref="InvalidOperationException">It has no name yet.</exception>
    public IReadOnlyList<string> Issuers
    {
        get
        {
            lock (gate)
            {
                return names.Count > 0 ? names : throw new InvalidOperationException(
                    "This TestIssuer has no name yet. Start the app that it is plugged into with UseTestIssuer(issuer) first (CreateClient does that), or name it: new TestIssuer(\"https://tenant.test/\").");
            }
        }
    }

    /// <summary>The <c>aud</c> of tokens that name none.</summary>
    /// <exception cref="InvalidOperationException">It is read before it was set, by hand or by the app under test.</exception>
    public string Audience
    {
        get
        {
            lock (gate)
            {
                return audience ?? throw new InvalidOperationException(
                    "This TestIssuer does not know the API's audience. Start the app that it is plugged into with UseTestIssuer(issuer) first, set TestIssuer.Audience, or give the token one.");
            }
        }

        set
        {
            lock (gate)
                audience = value;
        }
    }

    /// <summary>The clock of <c>iat</c>, <c>exp</c> and slow answers. Default: the app's, when it is plugged into one, otherwise the system's.</summary>
    public TimeProvider TimeProvider
    {
        get => Volatile.Read(ref time) ?? TimeProvider.System;
        init => time = value;
    }

    /// <summary>Which algorithm its own keys are for: RS, PS or ES with 256, 384 or 512; ES keys are made in no time, RSA keys take a few hundred milliseconds per issuer name. Default: the app's, when it is plugged into one, otherwise <c>RS256</c>.</summary>
    public string Algorithm
    {
        get => Volatile.Read(ref algorithm) ?? "RS256";
        init => algorithm = value;
    }

    /// <summary>The dialect of tokens that name none. Default: <see cref="TestTokenProfile.Auth0"/>, unless it is plugged into an app that asks for RFC 9068.</summary>
    public TestTokenProfile Profile
    {
        get
        {
            lock (gate)
                return profile ?? TestTokenProfile.Auth0;
        }

        init => profile = value;
    }

    /// <summary>Serves the documents, and no other host: the whole network of an app that trusts this issuer alone. May be used by many clients, and after one was disposed.</summary>
    public HttpMessageHandler Handler
    {
        get
        {
            Prepare();
            return network;
        }
    }

    /// <summary>The discovery document: <c>{issuer}.well-known/openid-configuration</c>.</summary>
    public TestEndpoint Discovery { get; }

    /// <summary>The key set: <c>{issuer}.well-known/jwks.json</c>.</summary>
    public TestEndpoint Jwks { get; }

    /// <summary>How many fetches of the discovery document have begun.</summary>
    public int DiscoveryFetches => Discovery.Fetches;

    /// <summary>How many fetches of the key set have begun.</summary>
    public int JwksFetches => Jwks.Fetches;

    /// <summary>Every URI that was asked of it, in order; over its own <see cref="Handler"/> those too that it does not serve.</summary>
    public IReadOnlyList<Uri> Requests => Log.Snapshot();

    internal RequestLog Log { get; } = new();

    /// <summary>Issues a token.</summary>
    /// <param name="token">What to issue. Default: <see cref="TestAccessToken.Valid"/>.</param>
    /// <returns>The token as it goes after <c>Bearer</c>.</returns>
    /// <exception cref="InvalidOperationException">The token leaves issuer or audience to this issuer, which has none yet.</exception>
    /// <exception cref="ArgumentException">The key cannot sign with the algorithm.</exception>
    public string Issue(TestAccessToken? token = null)
    {
        token ??= TestAccessToken.Valid;
        return token.RawToken ?? new TokenWriter(token, this).Write();
    }

    /// <summary>Breaks both documents until the result is disposed or <see cref="Repair"/> is called; the last fault of an endpoint wins.</summary>
    /// <param name="fault">What goes wrong.</param>
    /// <param name="times">How many fetches of each document it hits. Default: all.</param>
    public IDisposable Break(IssuerFault fault, int times = int.MaxValue) =>
        new Repairs(Discovery.Break(fault, times).Dispose, Jwks.Break(fault, times).Dispose);

    /// <summary>Takes every fault from both documents; what hangs is answered.</summary>
    public void Repair()
    {
        Discovery.Repair();
        Jwks.Repair();
    }
}
