namespace ApiAuth.Middleware.Tests.Configuration;

/// <summary>Values that cannot be read, and names that are none.</summary>
public class SettingTypeTests
{
    [Theory]
    [InlineData("Tokens", "MaxLength", "8192", "\"16 KiB\"", "must be a whole number, not \"16 KiB\".")]
    [InlineData("Tokens", "MaxLength", "\" 8192 \"", "8192.5", "must be a whole number, not \"8192.5\".")]
    [InlineData("Tokens", "MaxLength", "8192", "\"8,192\"", "must be a whole number, not \"8,192\".")]
    [InlineData("Tokens", "MaxLength", "8192", "99999999999", "must be a whole number, not \"99999999999\".")]
    [InlineData("Tokens", "MaxLength", "8192", "null", "must be a whole number, not \"\".")]
    [InlineData("Tokens", "MaxLength", "8192", "[8192]", "must be a whole number, not \"\".")]
    [InlineData("Tokens", "ClockSkew", "\"00:00:30\"", "30", "must be a duration such as \"00:00:30\" (hours:minutes:seconds), not \"30\".")]
    [InlineData("Tokens", "ClockSkew", "\"0:0:30\"", "\"30s\"", "must be a duration such as \"00:00:30\" (hours:minutes:seconds), not \"30s\".")]
    [InlineData("Tokens", "ClockSkew", "\"00:01\"", "\"PT30S\"", "must be a duration such as \"00:00:30\" (hours:minutes:seconds), not \"PT30S\".")]
    [InlineData("Tokens", "ClockSkew", "\"00:00:30.5\"", "\"00:00:61\"", "must be a duration such as \"00:00:30\" (hours:minutes:seconds), not \"00:00:61\".")]
    [InlineData("Tokens", "ClockSkew", "\"00:00:30\"", "\"\"", "must be a duration such as \"00:00:30\" (hours:minutes:seconds), not \"\".")]
    [InlineData("Keys", "MaxStale", "\"48:00:00\"", "\"1.5\"", "must be a duration such as \"00:00:30\" (hours:minutes:seconds), not \"1.5\".")]
    [InlineData("Keys", "MaxStale", "\"2.00:00:00\"", "\"48:75:00\"", "must be a duration such as \"00:00:30\" (hours:minutes:seconds), not \"48:75:00\".")]
    [InlineData("Keys", "RefreshAhead", "0.9", "\"90%\"", "must be a number such as 0.8, not \"90%\".")]
    [InlineData("Keys", "RefreshAhead", "\"0.9\"", "\"0,9\"", "must be a number such as 0.8, not \"0,9\".")]
    [InlineData("Keys", "Startup", "\"Required\"", "\"Eager\"", "must be one of Background, Required, not \"Eager\".")]
    [InlineData("Keys", "Startup", "\" required \"", "1", "must be one of Background, Required, not \"1\".")]
    [InlineData("Keys", "Startup", "\"background\"", "\"Background, Required\"", "must be one of Background, Required, not \"Background, Required\".")]
    [InlineData("Tokens", "Profile", "\"Rfc9068\"", "true", "must be one of Any, Rfc9068, not \"True\".")]
    [InlineData("Challenges", "ProblemDetails", "false", "\"off\"", "must be true or false, not \"off\".")]
    [InlineData("Challenges", "ProblemDetails", "\"TRUE\"", "0", "must be true or false, not \"0\".")]
    [InlineData("Challenges", "Realm", "\"api\"", "{ \"Name\": \"api\" }", "must be one text, not a list or a section.")]
    [InlineData("TokenCache", "Capacity", "0", "\"none\"", "must be a whole number, not \"none\".")]
    [InlineData("Tokens", "Algorithms", "[\"RS256\"]", "{ \"First\": \"RS256\" }", "must be a list of texts, or one text.")]
    [InlineData("Tokens", "Algorithms", "\"RS256\"", "[[\"RS256\"]]", "must be a list of texts, or one text.")]
    public async Task A_value_of_the_wrong_type_stops_the_start(string section, string setting, string good, string bad, string problem)
    {
        // What is required at start is not there in this test: only how it is read counts.
        var startup = setting == "Startup" ? "\"Background\"" : good;
        await HostStart.TakesBesidesAsync($$""" "{{section}}": { "{{setting}}": {{startup}} } """);

        var failures = await HostStart.RefusesAsync($$"""{{HostStart.Domain}}, {{HostStart.Audience}}, "{{section}}": { "{{setting}}": {{bad}} } """);

        Assert.Equal([$"Auth0:{section}:{setting} {problem}"], failures);
    }

    [Theory]
    [InlineData("\"48:00:00\"", 2)]
    [InlineData("\"2.00:00:00\"", 2)]
    [InlineData("\"24:00:00\"", 1)]
    [InlineData("\"168:00:00\"", 7)]
    public async Task More_than_a_day_may_be_written_in_hours_or_in_days(string written, int days) =>
        Assert.Equal(TimeSpan.FromDays(days), (await HostStart.TakesBesidesAsync($$""" "Keys": { "MaxStale": {{written}} } """)).Keys.MaxStale);

    [Theory]
    [InlineData("Domain", "[\"organizer.eu.auth0.com\"]")]
    [InlineData("Audience", "[\"urn:organizer-api\"]")]
    [InlineData("Audience", "{ \"Name\": \"urn:organizer-api\" }")]
    [InlineData("RoleClaim", "[\"roles\"]")]
    public async Task A_list_where_one_text_belongs_stops_the_start(string setting, string value)
    {
        var failures = await HostStart.RefusesAsync($$""" "Issuer": "https://login.organizer.example/", "Audiences": "urn:organizer-api", "{{setting}}": {{value}} """);

        Assert.Equal([$"Auth0:{setting} must be one text, not a list or a section."], failures);
    }

    [Theory]
    [InlineData("Tokens", "MaxLength")]
    [InlineData("Keys", "Jwks")]
    [InlineData("TokenCache", "Capacity")]
    [InlineData("Challenges", "Realm")]
    public async Task A_text_where_a_section_belongs_stops_the_start(string section, string member)
    {
        await HostStart.TakesBesidesAsync($$""" "{{section}}": { } """);

        Assert.Equal($"Auth0:{section} is a text; write there a section, with members such as {member}.", await HostStart.RefusesBesidesAsync($"\"{section}\": \"on\""));
    }

    [Theory]
    [InlineData("\"Audiance\": \"x\"", "Auth0:Audiance is no setting of ApiAuth.Middleware; did you mean \"Audience\"?")]
    [InlineData("\"audiencies\": []", "Auth0:audiencies is no setting of ApiAuth.Middleware; did you mean \"Audiences\"?")]
    [InlineData("\"Scope\": \"x\"", "Auth0:Scope is no setting of ApiAuth.Middleware; did you mean \"Scopes\"?")]
    [InlineData("\"JwksUrl\": \"x\"", "Auth0:JwksUrl is no setting of ApiAuth.Middleware; did you mean \"JwksUri\"?")]
    [InlineData("\"Tokens\": { \"ClockScew\": \"00:00:30\" }", "Auth0:Tokens:ClockScew is no setting of ApiAuth.Middleware; did you mean \"ClockSkew\"?")]
    [InlineData("\"Keys\": { \"Lifetime\": \"00:15:00\" }", "Auth0:Keys:Lifetime is no setting of ApiAuth.Middleware; did you mean \"KeyLifetime\"?")]
    [InlineData("\"Challenges\": { \"X\": \"\" }", "Auth0:Challenges:X is no setting of ApiAuth.Middleware; there are ProblemDetails, Realm.")]
    [InlineData("\"ValidateAudience\": false", "Auth0:ValidateAudience is no setting of ApiAuth.Middleware; there are Audience, Audiences, Challenges, Domain, Domains, Issuer, JwksUri, Keys, MetadataAddress, RoleClaim, Scopes, TokenCache, Tokens.")]
    public async Task An_unknown_name_stops_the_start_and_the_nearest_known_one_is_suggested(string member, string failure)
    {
        await HostStart.TakesAsync($"{HostStart.Domain}, {HostStart.Audience}");

        Assert.Equal(failure, await HostStart.RefusesBesidesAsync(member));
    }

    [Fact]
    public async Task The_value_of_an_unknown_name_is_not_told_because_it_may_be_a_secret()
    {
        var failure = await HostStart.RefusesBesidesAsync(""" "ClientSecret": "hunter2" """);

        Assert.DoesNotContain("hunter2", failure, StringComparison.Ordinal);
        Assert.StartsWith("Auth0:ClientSecret is no setting of ApiAuth.Middleware; there are ", failure, StringComparison.Ordinal);
    }
}
