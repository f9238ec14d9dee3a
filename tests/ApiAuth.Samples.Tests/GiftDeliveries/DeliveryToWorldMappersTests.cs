using ApiAuth.Samples.Tests.WorldMappers;
using GiftDeliveries;
using Microsoft.Extensions.Configuration;
using Spectre.Console;

namespace ApiAuth.Samples.Tests.GiftDeliveries;

public class DeliveryToWorldMappersTests(WorldMappersHost host) : IClassFixture<WorldMappersHost>
{
    [Fact]
    public async Task With_the_scope_directions_the_plan_is_shown()
    {
        var (exit, output) = await DeliverAsync("directions");
        Assert.Equal(0, exit);
        Assert.Contains("Turn right onto NE 8th Street", output, StringComparison.Ordinal);
        Assert.Contains("10900 NE 8th Street, Bellevue, Washington", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_it_the_missing_scope_is_explained()
    {
        var (exit, output) = await DeliverAsync("geocode:location");
        Assert.Equal(1, exit);
        Assert.Contains("our token lacks the scope \"directions\"", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_destination_is_explained()
    {
        var (exit, output) = await DeliverAsync("directions", destination: "Atlantis");
        Assert.Equal(1, exit);
        Assert.Contains("no place with the name or address in 'destination'", output, StringComparison.Ordinal);
    }

    async Task<(int Exit, string Output)> DeliverAsync(string scope, string destination = "Auth0 Office")
    {
        using var api = new HttpMessageInvoker(host.Server.CreateHandler());
        using var network = new TokenEndpointAnd(api, () => host.Issuer.Issue(Tokens.Machine("gifts", scope)));
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["GiftDeliveries:Issuer"] = "https://issuer.test/",
            ["GiftDeliveries:ClientId"] = "gifts",
            ["GiftDeliveries:ClientSecret"] = "s3cret",
            ["GiftDeliveries:Audience"] = "urn:worldmappers",
            ["GiftDeliveries:Api"] = "http://localhost/",
            ["GiftDeliveries:Destination"] = destination,
        }).Build();
        using var output = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output), Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors });
        console.Profile.Width = 400;
        return (await Delivery.RunAsync(configuration, console, output, network, TimeProvider.System, CancellationToken.None), output.ToString());
    }

    /// <summary>A network of two servers: a token endpoint that trusts everybody, and the API.</summary>
    sealed class TokenEndpointAnd(HttpMessageInvoker api, Func<string> issue) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            request.RequestUri?.AbsolutePath == "/oauth/token"
                ? Task.FromResult(ScriptedServer.Token(issue())())
                : api.SendAsync(request, cancellationToken);
    }
}
