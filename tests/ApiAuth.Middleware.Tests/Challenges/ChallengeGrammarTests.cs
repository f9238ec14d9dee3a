using System.Text.RegularExpressions;
using ApiAuth.Middleware.Testing;
using ApiAuth.Middleware.Tests.Hosting;
using Microsoft.AspNetCore.Builder;

namespace ApiAuth.Middleware.Tests.Challenges;

/// <summary>What RFC 6750 §3 and RFC 9110 §11.6.1 say of a challenge, whatever the token, the realm and the scopes hold.</summary>
public partial class ChallengeGrammarTests
{
    // Every letter that a realm and a scope may have.
    private static readonly string Letters = string.Concat(Enumerable.Range('!', '~' - '!' + 1).Select(letter => (char)letter).Where(letter => letter is not ('"' or '\\')));

    [Fact]
    public async Task A_challenge_is_Bearer_and_each_parameter_once_within_its_letters()
    {
        await using var api = await TestApi.StartAsync(new()
        {
            Options = options => options.Challenges.Realm = $"a {Letters}",
            Endpoints = app => app.MapGet("/odd", () => "ok").RequireScope(Letters, "b").RequireAnyScope("c", "d"),
        });
        Assert.Equal("ok", (await api.GetAsync("/odd", TestAccessToken.Valid with { Scope = $"{Letters} b d" })).Body);

        string?[] fields =
        [
            null, "Bearer", "DPoP x", $"Bearer {api.Issuer.Issue(TestAccessToken.Valid with { Scope = "a\"\\\r\n\u2028" })}",
            $"Bearer {api.Issuer.Issue(TestAccessToken.Valid with { Issuer = "\", error=\"x\r\nSet-Cookie: a=b\u2028😀" })}",
            $"Bearer {api.Issuer.Issue(TestAccessToken.Valid with { Type = "\"\\" })}",
        ];
        foreach (var field in fields)
        {
            var challenge = (await api.GetAsync("/odd", field)).Challenge!;

            Assert.Matches(Grammar(), challenge);
            var parameters = Parameter().Matches(challenge["Bearer ".Length..]).ToDictionary(match => match.Groups["name"].Value, match => match.Groups["value"].Value);
            Assert.Equal($"a {Letters}", parameters["realm"]);
            Assert.Equal(field is null ? 1 : parameters.ContainsKey("scope") ? 4 : 3, parameters.Count);
            Assert.True(parameters.GetValueOrDefault("error") is null or "invalid_request" or "invalid_token" or "insufficient_scope", challenge);
            if (parameters.TryGetValue("scope", out var scope))
                Assert.Equal($"{Letters} b c", scope);
        }
    }

    [Fact]
    public async Task The_description_depends_on_the_error_alone()
    {
        await using var api = await TestApi.StartAsync();
        Assert.Equal("contacts", (await api.GetAsync("/contacts", TestAccessToken.Valid with { Scope = "contacts" })).Body);

        var challenges = new List<string?>();
        foreach (var token in new[] { TestAccessToken.Expired, TestAccessToken.WrongIssuer, TestAccessToken.WrongAudience, TestAccessToken.ForgedSignature, TestAccessToken.UnknownKey, TestAccessToken.Opaque })
            challenges.Add((await api.GetAsync("/contacts", token)).Challenge);

        Assert.Single(challenges.Distinct());
    }

    // RFC 6750 §3: %x20-21 / %x23-5B / %x5D-7E within the quotes.
    [GeneratedRegex("^Bearer realm=\"[ !#-\\[\\]-~]+\"(, error=\"[a-z_]+\"(, scope=\"[!#-\\[\\]-~]+( [!#-\\[\\]-~]+)*\")?, error_description=\"[ !#-\\[\\]-~]+\")?$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Grammar();

    [GeneratedRegex("(?<name>[a-z_]+)=\"(?<value>[^\"]*)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Parameter();
}
