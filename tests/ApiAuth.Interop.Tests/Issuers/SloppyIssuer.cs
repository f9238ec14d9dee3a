using System.Text.Json;
using System.Text.Json.Nodes;
using ApiAuth.Interop.Tests.Organizer;
using ApiAuth.Interop.Tests.Processes;

namespace ApiAuth.Interop.Tests.Issuers;

/// <summary>npm's oauth2-mock-server: it listens on 127.0.0.1, calls itself localhost, and forgets what it can.</summary>
public sealed class SloppyIssuer : IAsyncDisposable
{
    private readonly NodeServer server;

    private SloppyIssuer(NodeServer server) => this.server = server;

    /// <summary>Its <c>iss</c>.</summary>
    public string Name => server.Address.OriginalString;

    /// <param name="keysBefore">Elements of its key set before the good key.</param>
    /// <param name="keysAfter">Elements of its key set after the good key.</param>
    public static async Task<SloppyIssuer> StartAsync(JsonNode?[]? keysBefore = null, JsonNode?[]? keysAfter = null) =>
        new(await NodeServer.StartAsync("issuers/sloppy.js", new { keysBefore, keysAfter }));

    /// <summary>A token as the issuer makes it: with the scope <c>contacts</c>, for Organizer, and without <c>sub</c>.</summary>
    /// <param name="claims">What its hook adds.</param>
    /// <param name="header">What its hook adds to the header.</param>
    public async Task<string> IssueAsync(object? claims = null, object? header = null)
    {
        var answer = await IssuerHttp.GetTokenAsync(new(server.Address, "/token"), new()
        {
            ["aud"] = OrganizerOnIssuer.Audience,
            ["scope"] = "contacts",
            ["claims"] = JsonSerializer.Serialize(claims ?? new { }),
            ["header"] = JsonSerializer.Serialize(header ?? new { }),
        });
        return answer.GetProperty("access_token").GetString()!;
    }

    public Task<JsonElement> GetKeysAsync() => IssuerHttp.GetAsync(new(server.Address, "/jwks"));

    public ValueTask DisposeAsync() => server.DisposeAsync();
}
