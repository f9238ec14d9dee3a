using System.Net;
using System.Net.Http.Json;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace ApiAuth.Samples.Tests.Organizer;

/// <summary>Which verbs there are. <see cref="IsolationTests"/> tries each of them as another user; a new one has to go there too.</summary>
public class VerbTests(OrganizerHost host) : IClassFixture<OrganizerHost>
{
    private static readonly string[] ofList = ["GET", "POST"];
    private static readonly string[] ofItem = ["DELETE", "GET", "PUT"];
    private static readonly object input = new { title = "Lunch", name = "Ann", date = "2026-03-21" };

    public static TheoryData<string> Kinds => ["appointments", "contacts", "tasks"];

    [Theory, MemberData(nameof(Kinds))]
    public void A_list_and_an_item_have_these_verbs_and_no_others(string kind)
    {
        Assert.Equal(ofList, VerbsOf($"api/{kind}"));
        Assert.Equal(ofItem, VerbsOf($"api/{kind}/{{id:guid}}"));
    }

    [Fact]
    public void There_are_no_other_routes() =>
        Assert.Equal(
            Kinds.SelectMany(kind => (string[])[$"api/{kind.Data}", $"api/{kind.Data}/{{id:guid}}"]),
            Routes.Select(route => route.RoutePattern.RawText!).Distinct().Order(StringComparer.Ordinal));

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_verb_that_an_address_does_not_have_is_405_and_the_answer_names_those_that_it_has(string kind)
    {
        using var alice = host.ClientOf("auth0|alice");
        using var mallory = host.ClientOf("auth0|mallory");
        var before = await alice.PostJsonAsync($"/api/{kind}", input);
        var item = $"/api/{kind}/{before.Id()}";

        foreach (var caller in new[] { alice, mallory })
        {
            foreach (var verb in new[] { "PATCH", "POST", "MERGE" })
                await IsNotAllowedAsync(caller, verb, item, ofItem);
            foreach (var verb in new[] { "PATCH", "PUT", "DELETE" })
                await IsNotAllowedAsync(caller, verb, $"/api/{kind}", ofList);
        }

        Assert.Equal(before.GetRawText(), (await alice.GetJsonAsync(item)).GetRawText());
    }

    private static async Task IsNotAllowedAsync(HttpClient caller, string verb, string address, string[] those)
    {
        using var request = new HttpRequestMessage(new(verb), address) { Content = JsonContent.Create(input) };
        using var refused = await caller.SendAsync(request);
        await refused.ReadProblemAsync(HttpStatusCode.MethodNotAllowed);
        Assert.Equal(those, refused.Content.Headers.Allow.Order(StringComparer.Ordinal));
    }

    private IEnumerable<RouteEndpoint> Routes => host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>();

    private IEnumerable<string> VerbsOf(string pattern) => Routes
        .Where(route => route.RoutePattern.RawText == pattern)
        .SelectMany(route => route.Metadata.GetRequiredMetadata<HttpMethodMetadata>().HttpMethods)
        .Order(StringComparer.Ordinal);
}
