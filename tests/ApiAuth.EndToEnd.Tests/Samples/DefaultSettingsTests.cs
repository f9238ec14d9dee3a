using System.Text.Json;
using ApiAuth.LocalTenant;

namespace ApiAuth.EndToEnd.Tests.Samples;

/// <summary>A sample that is started alone finds the local tenant and the APIs where they listen by default.</summary>
public sealed class DefaultSettingsTests
{
    private static readonly Dictionary<string, Client> Clients = new()
    {
        ["CalendarApp"] = SampleTenant.CalendarApp,
        ["TextApp"] = SampleTenant.TextApp,
        ["MyTodos"] = SampleTenant.MyTodos,
        ["GiftDeliveries"] = SampleTenant.GiftDeliveries,
    };

    [Theory]
    [InlineData("CalendarApp", "Organizer", "urn:organizer-api", "http://localhost:7001/")]
    [InlineData("TextApp", "Organizer", "urn:organizer-api", "http://localhost:7001/")]
    [InlineData("MyTodos", "Organizer", "urn:organizer-api", "http://localhost:7001/")]
    [InlineData("GiftDeliveries", "GiftDeliveries", "urn:worldmappers", "http://localhost:7005/")]
    public void Each_client_is_set_up_as_the_sample_tenant_knows_it(string sample, string section, string audience, string api)
    {
        var settings = Json(sample, "appsettings.json").GetProperty(section);

        Assert.Equal(
            ("http://127.0.0.1:7006/", Clients[sample].ClientId, audience, api),
            (Text(settings, "Issuer"), Text(settings, "ClientId"), Text(settings, "Audience"), Text(settings, "Api")));
        Assert.Equal(Clients[sample].ClientSecret, settings.TryGetProperty("ClientSecret", out var secret) ? secret.GetString() : null);
    }

    [Theory]
    [InlineData("CalendarApp", "/auth/organizer/callback")]
    [InlineData("TextApp", "/auth/organizer/callback")]
    [InlineData("MyTodos", "/")]
    public void Each_application_listens_where_the_sample_tenant_sends_people_back_to(string sample, string callback)
    {
        var address = Text(Json(sample, "Properties/launchSettings.json").GetProperty("profiles").GetProperty(sample), "applicationUrl");

        Assert.Contains(address + callback, Clients[sample].Callbacks);
        Assert.Contains(address + "/", Clients[sample].AllowedLogoutUrls);
    }

    [Fact]
    public void Organizer_lets_the_single_page_app_call()
    {
        var origins = Json("Organizer.Api", "appsettings.json").GetProperty("Cors").GetProperty("Origins");

        Assert.Contains(Text(Json("MyTodos", "Properties/launchSettings.json").GetProperty("profiles").GetProperty("MyTodos"), "applicationUrl"), origins.EnumerateArray().Select(origin => origin.GetString()));
    }

    private static JsonElement Json(string sample, string file) =>
        JsonDocument.Parse(File.ReadAllText(Path.Combine(ThisBuild.Root, "samples", sample, file))).RootElement;

    private static string? Text(JsonElement json, string name) => json.GetProperty(name).GetString();
}
