using System.Net;
using ApiAuth.Middleware.Testing;
using GiftDeliveries;
using Microsoft.Extensions.Configuration;
using Spectre.Console;

namespace ApiAuth.Samples.Tests.GiftDeliveries;

public class DeliveryTests
{
    const string Directions = """
        {
          "origin": { "name": "Bellevue Square", "address": "575 Bellevue Square" },
          "destination": { "name": "Auth0 Office", "address": "10900 NE 8th Street" },
          "metres": 1500, "seconds": 130,
          "steps": [
            { "instruction": "Head [red]north[/]", "metres": 1500, "seconds": 130 },
            { "instruction": "Arrive at Auth0 Office", "metres": 0, "seconds": 0 }
          ]
        }
        """;

    [Fact]
    public async Task A_delivery_is_planned_with_a_token_of_the_program_s_own()
    {
        using var server = new ScriptedServer(ScriptedServer.Token("one"), ScriptedServer.Json(HttpStatusCode.OK, Directions));
        var (exit, output) = await RunAsync(server, Valid);

        Assert.Equal(0, exit);
        Assert.Equal(("GET https://api.test/base/api/directions?destination=Auth0%20Office", "Bearer one"), (server.Asked[1].Request, server.Asked[1].Authorization));
        Assert.Contains("Head [red]north[/]", output, StringComparison.Ordinal);
        Assert.Contains("1.5 km, 3 min; the gift arrives at 09:02.", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_that_the_API_refuses_is_renewed_once()
    {
        using var server = new ScriptedServer(
            ScriptedServer.Token("one"), ScriptedServer.Json(HttpStatusCode.Unauthorized, "{}"),
            ScriptedServer.Token("two"), ScriptedServer.Json(HttpStatusCode.OK, Directions));
        var (exit, _) = await RunAsync(server, Valid);

        Assert.Equal(0, exit);
        Assert.Equal([null, "Bearer one", null, "Bearer two"], server.Asked.Select(asked => asked.Authorization));
    }

    [Fact]
    public async Task A_second_refusal_ends_it()
    {
        using var server = new ScriptedServer(
            ScriptedServer.Token("one"), ScriptedServer.Json(HttpStatusCode.Unauthorized, "{}"),
            ScriptedServer.Token("two"), ScriptedServer.Json(HttpStatusCode.Unauthorized, "{}"),
            ScriptedServer.Token("three"), ScriptedServer.Json(HttpStatusCode.OK, Directions));
        var (exit, output) = await RunAsync(server, Valid);

        Assert.Equal((1, 4), (exit, server.Asked.Count));
        Assert.Equal("World Mappers does not accept our token, not even a new one. Check GiftDeliveries:Audience and GiftDeliveries:Issuer.", output);
    }

    [Theory]
    [InlineData(
        """Bearer realm="api", error="insufficient_scope", scope="directions", error_description="x" """,
        """World Mappers knows us, but our token lacks the scope "directions". Whoever manages the API can add it to our client grant; we try nothing else.""")]
    [InlineData(null, "World Mappers knows us, but does not let us do this. Whoever manages the API can say what is missing; we try nothing else.")]
    public async Task A_403_is_explained_and_nothing_more_is_tried(string? challenge, string message)
    {
        using var server = new ScriptedServer(ScriptedServer.Token("one"), ScriptedServer.Json(HttpStatusCode.Forbidden, "{}", response =>
        {
            if (challenge is not null)
                response.Headers.TryAddWithoutValidation("WWW-Authenticate", challenge);
        }));
        var (exit, output) = await RunAsync(server, Valid);

        Assert.Equal((1, 2), (exit, server.Asked.Count));
        Assert.Equal(message, output);
    }

    [Theory]
    [InlineData(HttpStatusCode.NotFound, """{"title":"No such place.","detail":"The gazetteer has no such place."}""", "World Mappers cannot plan this delivery: The gazetteer has no such place.")]
    [InlineData(HttpStatusCode.BadRequest, """{"title":"One or more validation errors occurred."}""", "World Mappers cannot plan this delivery: One or more validation errors occurred.")]
    [InlineData(HttpStatusCode.InternalServerError, "boom", "World Mappers cannot plan this delivery: 500 Internal Server Error")]
    [InlineData(HttpStatusCode.TooManyRequests, "", "World Mappers asks us to come back later.")]
    [InlineData(HttpStatusCode.OK, "boom", "World Mappers answered, but not with directions.")]
    [InlineData(HttpStatusCode.OK, "{}", "World Mappers answered, but not with directions.")]
    public async Task Every_other_answer_becomes_a_sentence(HttpStatusCode status, string body, string message)
    {
        using var server = new ScriptedServer(ScriptedServer.Token("one"), ScriptedServer.Json(status, body));
        Assert.Equal((1, message), await RunAsync(server, Valid));
    }

    [Fact]
    public async Task A_503_says_when_to_come_back()
    {
        using var server = new ScriptedServer(ScriptedServer.Token("one"), ScriptedServer.Json(
            HttpStatusCode.ServiceUnavailable, "", response => response.Headers.RetryAfter = new(TimeSpan.FromSeconds(5))));
        Assert.Equal((1, "World Mappers asks us to come back later, in 5 seconds."), await RunAsync(server, Valid));
    }

    [Fact]
    public async Task An_API_that_cannot_be_reached_becomes_a_sentence()
    {
        using var server = new ScriptedServer(ScriptedServer.Token("one"));
        Assert.Equal((1, "World Mappers at https://api.test/base/ cannot be reached: nobody listens"), await RunAsync(server, Valid));
    }

    [Theory]
    [InlineData("Issuer", "http://issuer.test/", "GiftDeliveries:Issuer must be an https address: the client secret goes there. Plain http is for this machine only.")]
    [InlineData("Issuer", "issuer.test", "GiftDeliveries:Issuer must be an https address: the client secret goes there. Plain http is for this machine only.")]
    [InlineData("Api", "http://api.test/", "GiftDeliveries:Api must be an https address: the access token goes there. Plain http is for this machine only.")]
    [InlineData("ClientSecret", " ", "Set GiftDeliveries:ClientSecret in appsettings.json, the environment (GiftDeliveries__ClientSecret) or the command line (--ClientSecret).")]
    public async Task A_setting_that_is_missing_or_unsafe_is_named_before_anything_is_sent(string name, string value, string message)
    {
        using var twin = new ScriptedServer(ScriptedServer.Token("one"), ScriptedServer.Json(HttpStatusCode.OK, Directions));
        Assert.Equal(0, (await RunAsync(twin, Valid)).Exit);

        using var server = new ScriptedServer(ScriptedServer.Token("one"), ScriptedServer.Json(HttpStatusCode.OK, Directions));
        Assert.Equal((1, message), await RunAsync(server, new(Valid) { [name] = value }));
        Assert.Empty(server.Asked);
    }

    [Fact]
    public void The_command_line_sets_everything_in_any_case_and_over_the_file()
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(Valid.Select(setting => KeyValuePair.Create($"GiftDeliveries:{setting.Key}", setting.Value)))
            .AddCommandLine(["--clientid", "other", "--DESTINATION=Kerry Park", "--origin", "Pike Place Market"], Settings.Switches)
            .Build();

        var settings = Settings.Read(configuration).Value!;
        Assert.Equal(("other", "Kerry Park", "Pike Place Market"), (settings.Credentials.ClientId, settings.Destination, settings.Origin));
    }

    [Fact]
    public async Task Plain_http_is_allowed_on_this_machine()
    {
        using var server = new ScriptedServer(ScriptedServer.Token("one"), ScriptedServer.Json(HttpStatusCode.OK, Directions));
        var (exit, _) = await RunAsync(server, new(Valid) { ["Issuer"] = "http://127.0.0.1:5000", ["Api"] = "http://localhost:5001", ["Origin"] = "Space Needle" });

        Assert.Equal(0, exit);
        Assert.Equal(
            ["POST http://127.0.0.1:5000/oauth/token", "GET http://localhost:5001/api/directions?destination=Auth0%20Office&origin=Space%20Needle"],
            server.Asked.Select(asked => asked.Request));
    }

    static ManualTimeProvider Morning => new(new DateTimeOffset(2026, 3, 21, 9, 0, 0, TimeSpan.Zero));

    static Dictionary<string, string?> Valid => new()
    {
        ["Issuer"] = "https://issuer.test/",
        ["ClientId"] = "gifts",
        ["ClientSecret"] = "s3cret",
        ["Audience"] = "urn:worldmappers",
        ["Api"] = "https://api.test/base",
        ["Destination"] = "Auth0 Office",
    };

    static async Task<(int Exit, string Output)> RunAsync(HttpMessageHandler server, Dictionary<string, string?> settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create($"GiftDeliveries:{setting.Key}", setting.Value)))
            .Build();
        using var output = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output), Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors });
        console.Profile.Width = 400;
        var exit = await Delivery.RunAsync(configuration, console, output, server, Morning, CancellationToken.None);
        return (exit, output.ToString().Trim());
    }
}
