using ApiAuth.LocalTenant.Control;
using ApiAuth.LocalTenant.Dashboard;
using ApiAuth.LocalTenant.Hosting;
using ApiAuth.LocalTenant.Html;
using ApiAuth.LocalTenant.Keys;
using ApiAuth.LocalTenant.Management;
using ApiAuth.LocalTenant.OAuth;
using ApiAuth.LocalTenant.State;

namespace ApiAuth.LocalTenant;

/// <summary>A development authorization server in Auth0's shape: what it knows, its keys, and the tokens it issues.</summary>
public sealed class Tenant
{
    private readonly SigningKeys keys;

    /// <summary>A tenant that no server serves yet.</summary>
    /// <exception cref="LocalTenantException">An option cannot be used, or the seed contradicts itself.</exception>
    internal Tenant(LocalTenantOptions options, string? defaultIssuer = null)
    {
        if (options.RequestLogCapacity is < 0 or > 10_000)
            throw new LocalTenantException($"LocalTenantOptions.RequestLogCapacity is {options.RequestLogCapacity}; write a number from 0 to 10000.");

        var time = Time = Clock = new(options.TimeProvider);
        var issuer = IssuerSource = new(options.Issuer ?? defaultIssuer);
        keys = new(() => SigningKey.Create(issuer.Domain, time.GetUtcNow()), time, options.KeyFile is { } path ? new(path) : null);
        keys.Load();
        ManagementClient = options.ManagementClient;
        var system = new SystemApi(issuer, ManagementClient);
        Store = new(options.Seed, system);
        State = new(time);
        Requests = new(options.RequestLogCapacity);
        Forge = new(keys, issuer, time);
        Management = new(Store, system, keys, issuer, new(issuer, keys, time));
        Pages = new(issuer, () => Store.Current.Settings.FriendlyName);
        JwksHasAlg = !options.RemoveAlgFromJwks;
        Protocol = new(Store, State, issuer, keys, Pages, time, JwksHasAlg);
        Control = options.ControlPlane ? new(this) : null;
        Dashboard = options.Dashboard ? new(this) : null;
    }

    /// <summary>The <c>iss</c> of every token; ends in a slash.</summary>
    /// <exception cref="LocalTenantException">It is neither configured nor known from a listening server.</exception>
    public string Issuer => IssuerSource.Value;

    /// <summary>The APIs, applications, grants and users; may be changed while the tenant runs.</summary>
    public TenantStore Store { get; }

    /// <summary>The client that may do everything at the Management API; null for none.</summary>
    public Client? ManagementClient { get; }

    /// <summary>The requests that came.</summary>
    public RequestLog Requests { get; }

    /// <summary>Makes tokens that an API must refuse.</summary>
    public TokenForge Forge { get; }

    /// <summary>The keys in the JWKS.</summary>
    public SigningKeyIds Keys => keys.Set.Ids;

    /// <summary>The clock, to be stopped and moved.</summary>
    public TenantClock Clock { get; }

    /// <summary>What goes wrong on purpose.</summary>
    public TenantFaults Faults { get; } = new();

    internal TimeProvider Time { get; }

    internal TenantIssuer IssuerSource { get; }

    internal ManagementEndpoints Management { get; }

    /// <summary>Null when it is turned off.</summary>
    internal ControlEndpoints? Control { get; }

    internal TenantState State { get; }

    internal PageWriter Pages { get; }

    /// <summary>Whether the JWKS says of each key that it is for RS256.</summary>
    internal bool JwksHasAlg { get; }

    internal ProtocolEndpoints Protocol { get; }

    /// <summary>Null when it is turned off.</summary>
    internal DashboardEndpoints? Dashboard { get; }

    /// <summary>Issues a token on behalf of a user, without a browser. An opaque string where no audience is asked for.</summary>
    /// <exception cref="LocalTenantException">User, client or API does not exist, or the client may not act for users there.</exception>
    public string IssueAccessToken(UserTokenRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var user = Store.FindUser(request.UserId) ?? throw new LocalTenantException($"The user \"{request.UserId}\" does not exist.");
        return TokenOf(Protocol.UserTokens.Issue(user, FindClient(request.ClientId), request));
    }

    /// <summary>Issues an application's own token, as client credentials do, without its secret.</summary>
    /// <exception cref="LocalTenantException">Client or API does not exist, or the client has not been granted the API or a scope.</exception>
    public string IssueClientAccessToken(ClientTokenRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return TokenOf(Protocol.ClientTokens.Issue(FindClient(request.ClientId), request.Audience, request.Scope));
    }

    /// <summary>
    /// Makes the tenant what it was at its start: the seed, real time, no faults, no requests, nobody signed in, no codes and refresh tokens. JWTs stay good
    /// until they expire, unless the keys are replaced too.
    /// </summary>
    /// <param name="keys">Whether the signing keys are replaced.</param>
    public void Reset(bool keys = false)
    {
        Faults.Clear();
        Clock.Reset();
        Store.Reset();
        State.Clear();
        if (keys)
            this.keys.Replace();
        Requests.Clear();
    }

    /// <summary>Makes the next key current and the current one previous, and publishes a new next key.</summary>
    public void RotateKey() => keys.Rotate();

    /// <summary>Takes the previous key out of the JWKS; tokens that it signed are no longer valid.</summary>
    /// <exception cref="LocalTenantException"><paramref name="kid"/> is not the previous key.</exception>
    public void RevokeKey(string kid)
    {
        if (!keys.TryRevoke(kid))
            throw new LocalTenantException($"Only the previous key can be revoked, and \"{kid}\" is not it. Rotate first.");
    }

    private Client FindClient(string clientId) => Store.FindClient(clientId) ?? throw new LocalTenantException($"The client \"{clientId}\" does not exist.");

    private static string TokenOf(TokenResult result) => result.Token?.AccessToken ?? throw new LocalTenantException(result.Error!.ErrorDescription);
}
