using ApiAuth.Interop.Tests.Organizer;
using ApiAuth.LocalTenant;

namespace ApiAuth.Interop.Tests.Clients;

/// <summary>openid-client finds the tenant by discovery and gets tokens of its own; jose checks them with the published keys.</summary>
public class MachineTests
{
    [Fact]
    public async Task Both_discovery_documents_are_understood_and_say_the_same()
    {
        await using var tenant = await ForeignTenant.StartAsync();

        var found = await new OpenidClient(tenant, ForeignTenant.Machine).RunAsync("discovery");

        var oidc = found.GetProperty("oidc");
        Assert.Equal(oidc.GetRawText(), found.GetProperty("oauth2").GetRawText());
        Assert.Equal(tenant.Issuer, oidc.GetProperty("issuer").GetString());
        Assert.Equal($"{tenant.Issuer}oauth/token", oidc.GetProperty("token_endpoint").GetString());
    }

    [Theory]
    [InlineData(SigningAlgorithm.RS256, false)]
    [InlineData(SigningAlgorithm.RS256, true)]
    [InlineData(SigningAlgorithm.RS512, true)]
    [InlineData(SigningAlgorithm.PS256, true)]
    public async Task A_machine_gets_a_token_that_jose_verifies_in_each_algorithm(SigningAlgorithm algorithm, bool keysWithoutAlgorithm)
    {
        await using var tenant = await ForeignTenant.StartAsync(ForeignTenant.Api with { SigningAlgorithm = algorithm }, keysWithoutAlgorithm);

        var result = await new OpenidClient(tenant, ForeignTenant.Machine) { Audience = ForeignTenant.Api.Identifier, Scope = "contacts" }.RunAsync("client-credentials");

        Assert.Equal(("bearer", 86400, "contacts"), (
            result.GetProperty("answer").GetProperty("token_type").GetString(),
            result.GetProperty("answer").GetProperty("expires_in").GetInt32(),
            result.GetProperty("answer").GetProperty("scope").GetString()));
        Assert.Equal(algorithm.ToString(), result.GetProperty("protectedHeader").GetProperty("alg").GetString());
        Assert.Equal($"{ForeignTenant.Machine.ClientId}@clients", result.GetProperty("payload").GetProperty("sub").GetString());
        await using var organizer = new OrganizerOnIssuer(tenant.Issuer, [algorithm.ToString()]);
        (await organizer.GetContactsAsync(result.GetProperty("answer").GetProperty("access_token").GetString()!)).IsAccepted();
    }
}
