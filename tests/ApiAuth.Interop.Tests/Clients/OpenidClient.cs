using System.Text.Json;
using ApiAuth.Interop.Tests.Processes;
using ApiAuth.LocalTenant;

namespace ApiAuth.Interop.Tests.Clients;

/// <summary>npm's openid-client and jose, knowing of our tenant what any client knows: its issuer and their own registration.</summary>
sealed record OpenidClient(LocalTenantServer Tenant, Client Registration)
{
    public string? Audience { get; init; }

    public string? Scope { get; init; }

    /// <summary>What the client signs with, in PEM, where it proves who it is by <c>private_key_jwt</c>.</summary>
    public string? PrivateKey { get; init; }

    /// <summary>Who signs in, where somebody must.</summary>
    public User? User { get; init; }

    /// <summary>Runs one of the scripts in <c>node/clients</c> and gives what it reports.</summary>
    public Task<JsonElement> RunAsync(string script) => NodeScripts.RunAsync($"clients/{script}.js", new
    {
        Tenant.Issuer,
        Registration.ClientId,
        Registration.ClientSecret,
        PrivateKey,
        AssertionAlgorithm = Registration.Credentials is [var credential, ..] ? credential.Algorithm.ToString() : null,
        RedirectUri = Registration.Callbacks is [var callback, ..] ? callback : null,
        Audience,
        Scope,
        User?.Email,
        User?.Password,
    });
}
