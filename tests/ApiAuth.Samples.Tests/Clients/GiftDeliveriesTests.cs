using ApiAuth.LocalTenant;
using GiftDeliveries;
using GiftDeliveries.Tokens;
using GiftDeliveries.WorldMappers;
using Microsoft.Extensions.Configuration;
using Spectre.Console;

namespace ApiAuth.Samples.Tests.Clients;

/// <summary>The program with the tenant and the API that it is made for.</summary>
public sealed class GiftDeliveriesTests : IAsyncLifetime
{
    private readonly World world = new();

    public ValueTask InitializeAsync() => world.InitializeAsync();

    public ValueTask DisposeAsync() => world.DisposeAsync();

    [Fact]
    public async Task A_delivery_is_planned_with_a_token_of_its_own()
    {
        var (exit, output) = await DeliverAsync(SampleTenant.GiftDeliveries);

        Assert.Equal(0, exit);
        Assert.Contains("Turn right onto NE 8th Street", output, StringComparison.Ordinal);
        Assert.Equal((1, 1), (world.Network.Count("POST /oauth/token 200"), world.Network.Count("GET /api/directions 200")));
    }

    [Fact]
    public async Task A_client_that_was_granted_other_scopes_is_told_which_one_is_missing()
    {
        Assert.Equal(0, (await DeliverAsync(SampleTenant.GiftDeliveries)).Exit);

        Assert.Equal(
            (1, "World Mappers knows us, but our token lacks the scope \"directions\". Whoever manages the API can add it to our client grant; we try nothing else."),
            await DeliverAsync(SampleTenant.TaxiFinder));
    }

    [Fact]
    public async Task A_secret_that_is_wrong_is_explained_and_not_shown()
    {
        Assert.Equal(0, (await DeliverAsync(SampleTenant.GiftDeliveries)).Exit);

        var (exit, output) = await DeliverAsync(SampleTenant.GiftDeliveries with { ClientSecret = "not-the-secret" });

        Assert.Equal((1, "The authorization server refused a token (access_denied: Unauthorized). Check GiftDeliveries:ClientId and GiftDeliveries:ClientSecret."), (exit, output));
    }

    [Fact]
    public async Task A_token_serves_many_deliveries_until_shortly_before_it_expires()
    {
        using var program = new Program(world);

        await program.PlanAsync();
        await program.PlanAsync();
        Assert.Equal(1, world.Network.Count("POST /oauth/token 200"));

        world.Clock.Advance(TimeSpan.FromMinutes(59.5)); // of sixty
        await program.PlanAsync();
        Assert.Equal((2, 0), (world.Network.Count("POST /oauth/token 200"), world.Network.Count("GET /api/directions 401")));
    }

    [Fact]
    public async Task A_token_whose_key_was_withdrawn_is_renewed_once_and_the_delivery_is_planned()
    {
        using var program = new Program(world);
        await program.PlanAsync();
        var withdrawn = world.Tenant.Tenant.Keys.Current;
        world.Tenant.Tenant.RotateKey();
        world.Tenant.Tenant.RevokeKey(withdrawn);
        await world.KeysOf(World.WorldMappers).RefreshAsync(CancellationToken.None);

        await program.PlanAsync();

        Assert.Equal((1, 2), (world.Network.Count("GET /api/directions 401"), world.Network.Count("GET /api/directions 200")));
        Assert.Equal(2, world.Network.Count("POST /oauth/token 200"));
    }

    private async Task<(int Exit, string Output)> DeliverAsync(Client client)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["GiftDeliveries:Issuer"] = world.Tenant.Issuer,
            ["GiftDeliveries:ClientId"] = client.ClientId,
            ["GiftDeliveries:ClientSecret"] = client.ClientSecret,
            ["GiftDeliveries:Audience"] = SampleTenant.WorldMappersApi.Identifier,
            ["GiftDeliveries:Api"] = $"{World.WorldMappers}",
            ["GiftDeliveries:Destination"] = "Auth0 Office",
        }).Build();
        using var output = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output), Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors });
        console.Profile.Width = 400;
        var exit = await Delivery.RunAsync(configuration, console, output, world.Network, world.Clock, CancellationToken.None);
        return (exit, output.ToString().Trim());
    }

    /// <summary>The program's parts, as they live for more than one delivery.</summary>
    private sealed class Program : IDisposable
    {
        private readonly HttpClient toIssuer;
        private readonly HttpClient toApi;
        private readonly TokenClient tokens;

        public Program(World world)
        {
            toIssuer = new(world.Network, disposeHandler: false);
            toApi = new(world.Network, disposeHandler: false) { BaseAddress = World.WorldMappers };
            var client = SampleTenant.GiftDeliveries;
            tokens = new(toIssuer, new(new(world.Tenant.Issuer), client.ClientId, client.ClientSecret!, SampleTenant.WorldMappersApi.Identifier), world.Clock);
        }

        public async Task PlanAsync() =>
            Assert.True((await new WorldMappersClient(toApi, tokens).GetDirectionsAsync("Auth0 Office", origin: null, CancellationToken.None)).Succeeded);

        public void Dispose()
        {
            tokens.Dispose();
            toApi.Dispose();
            toIssuer.Dispose();
        }
    }
}
