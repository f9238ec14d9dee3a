namespace ApiAuth.Middleware.Tests.Configuration;

/// <summary>Auth0:Audience and Auth0:Audiences.</summary>
public class AudienceTests
{
    [Theory]
    [InlineData("urn:organizer-api")]
    [InlineData("https://api.organizer.example/")]
    [InlineData("https://api.organizer.example")]
    [InlineData("Organizer")]
    public async Task Any_text_can_be_an_audience_and_stays_as_it_is_written(string audience)
    {
        var options = await HostStart.TakesAsync($$"""{{HostStart.Domain}}, "Audience": " {{audience}} " """);

        Assert.Equal(audience, options.Audience);
    }

    [Fact]
    public async Task Audiences_alone_are_enough()
    {
        var options = await HostStart.TakesAsync($$"""{{HostStart.Domain}}, "Audiences": [" urn:a", "urn:b "]""");

        Assert.Equal((null, "urn:a urn:b"), (options.Audience, string.Join(' ', options.Audiences)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("\"Audience\": null,")]
    [InlineData("\"Audience\": \"\",")]
    [InlineData("\"Audience\": \" \\t \",")]
    [InlineData("\"Audiences\": [],")]
    public async Task Without_an_audience_the_start_says_where_to_write_one_and_where_it_is_found(string audience)
    {
        await HostStart.TakesAsync($"{HostStart.Domain}, {HostStart.Audience}");

        var failure = Assert.Single(await HostStart.RefusesAsync(audience + HostStart.Domain));

        Assert.Equal("Auth0:Audience is missing. Write there the identifier of your API (Auth0 dashboard, APIs), for example \"urn:organizer-api\".", failure);
    }

    [Theory]
    [InlineData("urn: organizer-api", "has white space in it")]
    [InlineData("urn:organizer-api, urn:other", "has white space in it")]
    [InlineData("urn:organizer\u00a0api", "has white space in it")]
    [InlineData("urn:organizer-api\u200b", "has an invisible character in it; type it anew instead of pasting it")]
    [InlineData("\ufeffurn:organizer-api", "has an invisible character in it; type it anew instead of pasting it")]
    public async Task White_space_inside_and_what_nobody_sees_stop_the_start(string audience, string problem)
    {
        var failure = Assert.Single(await HostStart.RefusesAsync($$"""{{HostStart.Domain}}, "Audience": "{{audience}}" """));
        var inList = await HostStart.RefusesBesidesAsync($$""" "Audiences": ["urn:other", "{{audience}}"] """);

        Assert.StartsWith($"Auth0:Audience is \"{audience}\", which {problem}. Write there the identifier of your API", failure, StringComparison.Ordinal);
        Assert.StartsWith($"Auth0:Audiences:1 is \"{audience}\", which {problem}. Write there the identifier of your API", inList, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_audience_that_tokens_for_every_API_of_the_tenant_have_stops_the_start()
    {
        await HostStart.TakesBesidesAsync(""" "Audiences": ["https://another.eu.auth0.com/userinfo", "https://api.example/userinfo"] """);

        var failure = await HostStart.RefusesBesidesAsync(""" "Audiences": ["urn:other", "https://organizer.eu.auth0.com/userinfo"] """);
        var ofIssuer = await HostStart.RefusesAsync(""" "Issuer": "https://login.example.com/realm", "Audience": "https://login.example.com/realm/userinfo" """);

        Assert.StartsWith("Auth0:Audiences:1 is \"https://organizer.eu.auth0.com/userinfo\", which is that of the tenant's own userinfo: with the scope openid, tokens for every API of the tenant have it.", failure, StringComparison.Ordinal);
        Assert.StartsWith("Auth0:Audience is \"https://login.example.com/realm/userinfo\", which is that of the tenant's own userinfo", Assert.Single(ofIssuer), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_blank_among_the_audiences_stops_the_start()
    {
        var failure = await HostStart.RefusesBesidesAsync(""" "Audiences": ["urn:other", ""] """);

        Assert.StartsWith("Auth0:Audiences:1 is \"\", which is blank.", failure, StringComparison.Ordinal);
    }
}
