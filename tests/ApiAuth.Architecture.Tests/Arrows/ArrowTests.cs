namespace ApiAuth.Architecture.Tests.Arrows;

/// <summary>Each rule holds for the sources, and notices a file that would break it.</summary>
public class ArrowTests
{
    private static readonly IReadOnlyList<Mention> Own = Sources.OfMiddleware.Mentions;

    [Fact]
    public void Folders_know_each_other_only_along_the_arrows() => Holds(Rules.UndeclaredArrows(Own));

    [Theory]
    [InlineData("Scopes", "Challenges.Challenge")]
    [InlineData("Challenges", "Scopes.PolicyName")]
    [InlineData("Scopes", "Tokens.TokenRules")]
    [InlineData("Scopes", "Keys.KeySet")]
    [InlineData("Tokens", "Authentication.ApiAuthScheme")]
    [InlineData("Jws", "Tokens.TokenRules")]
    [InlineData("Keys", "Jws.JwsHeader")]
    [InlineData("Keys", "ApiAuthOptions")]
    [InlineData("Authentication", "ApiAuthBuilder")]
    [InlineData("Authentication", "Configuration.HostSchemes")]
    [InlineData("Configuration", "ApiAuthBuilder")]
    [InlineData("Errors", "Diagnostics.ApiAuthMeter")]
    [InlineData("Diagnostics", "Keys.KeySet")]
    public void An_arrow_that_is_not_in_the_picture_is_noticed(string from, string type) =>
        Notices(Rules.UndeclaredArrows, $"{from}/Fabricated.cs", $"class Fabricated {{ ApiAuth.Middleware.{type} known; }}", $"no arrow from {from} to");

    [Fact]
    public void A_type_that_is_never_named_is_noticed_through_its_members() =>
        Notices(Rules.UndeclaredArrows, "Challenges/Fabricated.cs",
            "using ApiAuth.Middleware.Scopes; static class Fabricated { static bool Knows(string text) => RequiredWords.IsWord(text); }", "no arrow from Challenges to Scopes");

    [Fact]
    public void Only_the_outer_folders_know_aspnetcore() => Holds(Rules.StrangersToAspNetCore(Own));

    [Theory]
    [InlineData("Challenges")]
    [InlineData("Tokens")]
    [InlineData("Jws")]
    [InlineData("Keys")]
    [InlineData("Errors")]
    public void An_inner_folder_that_knows_aspnetcore_is_noticed(string folder) =>
        Notices(Rules.StrangersToAspNetCore, $"{folder}/Fabricated.cs", "class Fabricated { Microsoft.AspNetCore.Http.HttpContext known; }", "know ASP.NET Core");

    [Fact]
    public void Only_keys_and_jws_touch_keys_and_signatures() => Holds(Rules.StrangersToKeys(Own));

    [Theory]
    [InlineData("Microsoft.IdentityModel.Tokens.SecurityKey")]
    [InlineData("System.Security.Cryptography.RSA")]
    [InlineData("System.Security.Cryptography.HMACSHA256")]
    public void A_key_in_another_folder_is_noticed(string type) =>
        Notices(Rules.StrangersToKeys, "Tokens/Fabricated.cs", $"class Fabricated {{ {type} known; }}", "touch keys");

    [Fact]
    public void Only_keys_does_io() => Holds(Rules.StrangersToTheNetwork(Own));

    [Theory]
    [InlineData("HttpClient")]
    [InlineData("System.Net.Sockets.Socket")]
    [InlineData("System.IO.FileStream", false)]
    [InlineData("System.IO.File")]
    public void An_outbound_call_of_another_folder_is_noticed(string type, bool isCall = true)
    {
        var code = isCall ? $"class Fabricated {{ string Known() => nameof({type}); }}" : "class Fabricated { object Known() => File.OpenRead(\"a\"); }";
        Notices(Rules.StrangersToTheNetwork, "Authentication/Fabricated.cs", code, "only Keys does I/O");
    }

    [Fact]
    public void Validators_do_not_log() => Holds(Rules.TalkativeValidators(Own));

    [Fact]
    public void A_validator_that_logs_is_noticed() =>
        Notices(Rules.TalkativeValidators, "Tokens/Fabricated.cs", "class Fabricated { Microsoft.Extensions.Logging.ILogger known; }", "do not log");

    [Fact]
    public void The_picture_has_every_folder_and_no_other() =>
        Assert.Equal(Picture.Folders.Order(StringComparer.Ordinal), Own.Select(mention => mention.Folder).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));

    private static void Holds(IEnumerable<string> broken) => Assert.True(!broken.Any(), $"docs/architecture.md says otherwise:{Lines(broken)}");

    // The twin without the file holds, by the test of the rule itself.
    private static void Notices(Func<IEnumerable<Mention>, IEnumerable<string>> rule, string path, string code, string complaint)
    {
        Assert.Contains(complaint, Assert.Single(rule(Sources.OfMiddleware.MentionsOf(path, code))), StringComparison.Ordinal);
    }

    private static string Lines(IEnumerable<string> sentences) => string.Concat(sentences.Select(sentence => $"{Environment.NewLine}  {sentence}"));
}
