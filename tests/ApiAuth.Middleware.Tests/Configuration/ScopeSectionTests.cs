using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace ApiAuth.Middleware.Tests.Configuration;

/// <summary>Auth0:Scopes: names with colons, which a configuration takes for steps into sections.</summary>
public class ScopeSectionTests
{
    [Theory]
    [InlineData("""{ "geocode:location": "Geocode" }""", "geocode:location=Geocode")]
    [InlineData("""{ "read:a:b": "deep" }""", "read:a:b=deep")]
    [InlineData("""{ "read": "all", "read:x": "one" }""", "read=all, read:x=one")]
    [InlineData("""{ "read:x": "one", "read:x:y": "two", "read:z": "three" }""", "read:x=one, read:x:y=two, read:z=three")]
    [InlineData("""{ "read": { "x": "one" }, "write:x": "two" }""", "read:x=one, write:x=two")]
    [InlineData("""{ "read": "", "read:x": "one" }""", "read=, read:x=one")]
    [InlineData("""{ "read": null, "read:x": null }""", "read=, read:x=")]
    [InlineData("""{ "https://api.example.com/read": "an address" }""", "https://api.example.com/read=an address")]
    [InlineData("""{ "Read:X": "in its case" }""", "Read:X=in its case")]
    [InlineData("""["contacts", "geocode:location", "read:a:b"]""", "contacts=, geocode:location=, read:a:b=")]
    [InlineData("""["read", "read:x"]""", "read=, read:x=")]
    [InlineData("\"contacts\"", "contacts=")]
    [InlineData("\"contacts  geocode:location \"", "contacts=, geocode:location=")]
    [InlineData("[]", "")]
    [InlineData("{}", "")]
    [InlineData("\"\"", "")]
    [InlineData("null", "")]
    public async Task Scopes_are_a_map_a_list_or_a_text(string written, string read)
    {
        var options = await HostStart.TakesBesidesAsync($"\"Scopes\": {written}");

        Assert.Equal(read, string.Join(", ", options.Scopes.OrderBy(scope => scope.Key, StringComparer.Ordinal).Select(scope => $"{scope.Key}={scope.Value}")));
    }

    [Fact]
    public async Task Scopes_of_several_sources_are_joined()
    {
        var options = await HostStart.TakesAsync(services => services.AddAuth0ApiAuthorization(), source =>
        {
            source.AddJsonStream(HostStart.Section($$"""{{HostStart.Domain}}, {{HostStart.Audience}}, "Scopes": { "read:x": "one" }"""));
            source.AddCommandLine(["--Auth0:Scopes:read=all", "--Auth0:Scopes:read:x=other"]);
        });

        Assert.Equal([new("read", "all"), new("read:x", "other")], options.Scopes.OrderBy(scope => scope.Key, StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("""["contacts", "two words"]""", "two words")]
    [InlineData("""["contacts", ""]""", "")]
    [InlineData("""["contacts", "a\"b"]""", "a\"b")]
    [InlineData("""["contacts", "a\\b"]""", "a\\b")]
    [InlineData("""["contacts", "größe"]""", "größe")]
    [InlineData("""{ "contacts": "", "two words": "" }""", "two words")]
    public async Task A_name_that_no_scope_can_have_stops_the_start(string written, string name)
    {
        await HostStart.TakesBesidesAsync("\"Scopes\": [\"contacts\"]");

        Assert.Equal($"Auth0:Scopes holds \"{name}\", which is no scope: write one word of printable ASCII without quotes and backslashes.", await HostStart.RefusesBesidesAsync($"\"Scopes\": {written}"));
    }

    [Theory]
    [InlineData("""["contacts", { "Name": "tasks", "Description": "Read tasks" }]""")]
    [InlineData("""["contacts", null]""")]
    [InlineData("""["contacts", ["tasks"]]""")]
    public async Task An_item_that_is_no_name_stops_the_start(string written) =>
        Assert.Equal("Auth0:Scopes:1 is no name; write the scopes as a list of names, or as names with their descriptions.", await HostStart.RefusesBesidesAsync($"\"Scopes\": {written}"));
}
