using ApiAuth.Architecture.Tests.Repository;
using ApiAuth.Middleware;
using ApiAuth.Middleware.Testing;

namespace ApiAuth.Architecture.Tests.Docs;

/// <summary>Every reason has a page, and what the page shows is what an API answers to the code that the page gives.</summary>
public class RefusalPageTests
{
    private static readonly string[] Codes = [.. Enum.GetNames<AuthErrorReason>().Select(SnakeCase)];
    private static readonly Lazy<Type> Reproductions = new(() => Snippets.Load(Codes.Select(code => (code, RefusalPage.Read(code).Reproduce))));

    public static TheoryData<string> Pages => [.. Codes];

    [Fact]
    public void Every_reason_has_a_page_and_every_page_a_reason() =>
        Assert.Equal(
            Codes.Order(StringComparer.Ordinal),
            Tree.Files(RefusalPage.Folder).Select(Path.GetFileNameWithoutExtension).Where(name => name != "README").Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task An_api_answers_as_the_page_says(string code)
    {
        var page = RefusalPage.Read(code);
        var api = await DocumentedApi.StartAsync();
        await AssertAGoodTokenPassesAsync(api);
        api.Client.WithoutToken();

        await (Task)Reproductions.Value.GetMethod($"RunAsync_{code}")!.Invoke(null, [api.Client, api.Issuer])!;

        var answer = api.LastAnswer;
        Assert.Equal((code, page.Status, page.Challenge, page.HasRetryAfter), (page.Code, (int)answer.StatusCode, ChallengeOf(answer), answer.Headers.RetryAfter is not null));
        Assert.Equal("no-store", answer.Headers.CacheControl?.ToString());
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal(page.Body, RefusalPage.Canonical(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)));
        Assert.Contains($"title: {page.Title}", page.Body, StringComparison.Ordinal);
        Assert.Equal((page.EventId, page.EventName, page.Level), Assert.Single(api.Refusals));
        await api.StopAsync();
    }

    [Fact]
    public void The_index_lists_every_page_in_order() =>
        Assert.Equal(
            Codes.Select(RefusalPage.Read).Select(page => ($"[{page.Code}]({page.Code}.md)", $"{page.Status}", page.Title)),
            new Markdown("docs/refusals/README.md").Table("code").Select(row => (row[0], row[1], row[2])));

    [Fact]
    public void The_readme_lists_every_reason_with_its_status_and_error() =>
        Assert.Equal(
            Codes.Select(RefusalPage.Read).Select(page => ($"[{page.Code}](docs/refusals/{page.Code}.md)", $"{page.Status}", ErrorOf(page.Challenge))),
            new Markdown("README.md").Table("code").Select(row => (row[0], row[1], row[2])));

    private static async Task AssertAGoodTokenPassesAsync(DocumentedApi api)
    {
        var good = (TestAccessToken.Valid with { Scope = "contacts", Permissions = ["read:reports"], TokenId = "t1", OrganizationId = "org_open" }).WithClaim("roles", new[] { "admin" });
        api.Client.WithToken(api.Issuer, good);
        foreach (var path in new[] { "/contacts", "/reports", "/admin" })
            Assert.Equal(path[1..], await api.Client.GetStringAsync(path, TestContext.Current.CancellationToken));
    }

    private static string? ChallengeOf(HttpResponseMessage answer) => answer.Headers.TryGetValues("WWW-Authenticate", out var challenges) ? Assert.Single(challenges) : null;

    private static string ErrorOf(string? challenge) =>
        challenge?.Split("error=\"") is [_, var rest, ..] ? rest[..rest.IndexOf('"', StringComparison.Ordinal)] : "";

    private static string SnakeCase(string name) => string.Concat(name.Select((letter, index) => char.IsUpper(letter) ? $"{(index > 0 ? "_" : "")}{char.ToLowerInvariant(letter)}" : $"{letter}"));
}
