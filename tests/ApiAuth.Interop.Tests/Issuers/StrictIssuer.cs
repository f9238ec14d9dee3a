using System.Net.Http.Headers;
using System.Text;
using ApiAuth.Interop.Tests.Organizer;
using ApiAuth.Interop.Tests.Processes;

namespace ApiAuth.Interop.Tests.Issuers;

/// <summary>npm's oidc-provider, with a client per kind of token: <c>RS256</c>, <c>PS256</c>, <c>ES256</c>, <c>Ed25519</c>, <c>opaque</c>, <c>dpop</c>.</summary>
public sealed class StrictIssuer : IAsyncDisposable
{
    private const string Secret = "of-every-client";

    private NodeServer server;

    private StrictIssuer(NodeServer server) => this.server = server;

    /// <summary>Its <c>iss</c>: without a slash at the end.</summary>
    public string Name => server.Address.OriginalString;

    private Uri Endpoint => new(server.Address, "/token");

    public static async Task<StrictIssuer> StartAsync() => new(await ListenAsync(0));

    /// <summary>Ends it and starts it on the same port; its keys are others afterwards.</summary>
    public async Task RestartAsync()
    {
        await server.DisposeAsync();
        server = await ListenAsync(server.Address.Port);
    }

    /// <summary>A token of the client of that name.</summary>
    /// <param name="client">What is special about the token.</param>
    /// <param name="scope">Null: none is asked for.</param>
    /// <param name="audience">RFC 8707's resource.</param>
    /// <param name="key">The client's key, to which the token is bound; null: none.</param>
    public async Task<string> IssueAsync(string client = "RS256", string? scope = "contacts", string audience = OrganizerOnIssuer.Audience, DpopProof? key = null)
    {
        var parameters = new Dictionary<string, string> { ["resource"] = audience };
        if (scope is not null)
            parameters["scope"] = scope;
        var credentials = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.ASCII.GetBytes($"{client}:{Secret}")));
        var answer = await IssuerHttp.GetTokenAsync(Endpoint, parameters, credentials, key?.For(HttpMethod.Post, Endpoint));
        Assert.Equal(key is null ? "Bearer" : "DPoP", answer.GetProperty("token_type").GetString());
        return answer.GetProperty("access_token").GetString()!;
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    private static Task<NodeServer> ListenAsync(int port) => NodeServer.StartAsync("issuers/strict.js", new { port, secret = Secret });
}
