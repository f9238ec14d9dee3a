using System.Buffers.Text;
using System.Net.Http.Json;
using System.Text.Json;
using ApiAuth.LocalTenant;
using Demo.Hosting;
using Demo.Matrix;
using GiftDeliveries;
using Microsoft.Extensions.Configuration;
using Spectre.Console;

namespace Demo.Clients;

/// <summary>The machine-to-machine client: its token by a real client credentials grant, and the real program at work.</summary>
sealed class GiftDeliveriesClient(Systems systems, HttpClient http, TimeProvider time)
{
    private static readonly Client Client = SampleTenant.GiftDeliveries;

    /// <summary>The token endpoint gives a token whose <c>sub</c> is the client itself.</summary>
    public async Task<(Check Check, string? Token)> AskForTokenAsync(CancellationToken cancellation)
    {
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials",
            ["client_id"] = Client.ClientId,
            ["client_secret"] = Client.ClientSecret!,
            ["audience"] = SampleTenant.WorldMappersApi.Identifier,
        });
        var started = time.GetTimestamp();
        using var response = await http.PostAsync(new Uri(systems.Tenant.Address, TenantPaths.Token), form, cancellation);
        var took = time.GetElapsedTime(started);
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>(cancellation);
        var token = answer.TryGetProperty("access_token", out var found) ? found.GetString() : null;
        var check = new Check(Client.Name, $"POST {TenantPaths.Token}", "200", $"{(int)response.StatusCode}", Reason: null, took)
        {
            Fault = token is null ? $"{answer}" : SubjectFault(token),
        };
        return (check, token);
    }

    /// <summary>The program itself: it asks for its own token, calls the API, and shows the driver's plan.</summary>
    public async Task<Check> DeliverAsync(IAnsiConsole console, CancellationToken cancellation)
    {
        console.Write(new Rule("[bold]Gift Deliveries[/] asks World Mappers the way").LeftJustified());
        using var handler = new SocketsHttpHandler { AllowAutoRedirect = false };
        var started = time.GetTimestamp();
        var exit = await Delivery.RunAsync(Settings(), console, Console.Error, handler, time, cancellation);
        var took = time.GetElapsedTime(started);
        console.WriteLine();
        return new(Client.Name, "the program itself", "exit 0", $"exit {exit}", Reason: null, took)
        {
            Fault = exit == 0 ? null : "see what it wrote",
        };
    }

    private static string? SubjectFault(string token)
    {
        using var payload = JsonDocument.Parse(Base64Url.DecodeFromChars(token.Split('.')[1]));
        var subject = payload.RootElement.GetProperty("sub").GetString();
        return subject == $"{Client.ClientId}@clients" ? null : $"sub is {subject}";
    }

    private IConfiguration Settings() => new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
    {
        ["GiftDeliveries:Issuer"] = systems.Tenant.Issuer,
        ["GiftDeliveries:ClientId"] = Client.ClientId,
        ["GiftDeliveries:ClientSecret"] = Client.ClientSecret,
        ["GiftDeliveries:Audience"] = SampleTenant.WorldMappersApi.Identifier,
        ["GiftDeliveries:Api"] = $"{systems.WorldMappers}",
        ["GiftDeliveries:Destination"] = "Auth0 Office",
    }).Build();
}
