using System.Net;
using System.Text.Json;
using ApiAuth.Middleware.Tests.Hosting;

namespace ApiAuth.Middleware.Tests.Authentication.BadInput;

/// <summary>Every way to be refused, over a real socket: the whole answer, the one log event, and the unbroken twin.</summary>
public sealed class BadInputTests : IClassFixture<BadInputTests.Api>
{
    private static readonly Dictionary<string, BadRequest> Rows =
        new[] { BadCredentials.Rows, BadShapes.Rows, BadJson.Rows, BadHeaders.Rows, BadClaims.Rows, BadSignatures.Rows, BadGrants.Rows }.SelectMany(rows => rows).ToDictionary(row => row.Name);

    private readonly TestApi api;

    public BadInputTests(Api fixture) => api = fixture.Running;

    public static TheoryData<string> Names => [.. Rows.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_broken_request_is_refused_and_its_unbroken_twin_passes(string name)
    {
        var (row, expected) = (Rows[name], Rows[name].Expected);

        api.Logs.Clear();
        var accepted = await row.Good(api.Issuer).SendAsync(api.Address);
        Assert.Equal(HttpStatusCode.OK, accepted.Status);
        Assert.Empty(api.Logs.Refusals);

        api.Logs.Clear();
        var refused = await row.Bad(api.Issuer).SendAsync(api.Address);
        Assert.Equal(expected, new(
            (int)refused.Status,
            refused.Challenge,
            refused.Code!,
            Assert.Single(api.Logs.Ours, record => record.Event.Name != "KeysFetched").Event.Id));
        Assert.Equal(("no-store", null), (refused.CacheControl, refused.RetryAfter));
        Assert.Equal([.. Members(expected)], JsonDocument.Parse(refused.Body).RootElement.EnumerateObject().Select(member => member.Name).Order());
        Assert.Equal(($"urn:apiauth:{expected.Code}", expected.Status.ToString()), (refused["type"], refused["status"]));
    }

    [Fact]
    public void The_table_is_large_and_covers_the_vocabulary_but_for_the_issuers_own_failure()
    {
        var shown = Rows.Values.Select(row => row.Expected.Code).ToHashSet();
        var reasons = Enum.GetValues<AuthErrorReason>().Except([AuthErrorReason.KeysUnavailable]);

        Assert.True(Rows.Count >= 200, $"{Rows.Count} rows");
        Assert.Equal(reasons.Count(), shown.Count);
        Assert.All(Rows.Values, row => Assert.Equal(row.Expected.Code.Replace("_", ""), ((AuthErrorReason)(row.Expected.EventId - 100)).ToString().ToLowerInvariant()));
    }

    private static IEnumerable<string> Members(Expected expected) =>
        new[] { "code", "status", "title", "traceId", "type" }.Concat(expected.Code == "refused_by_hook" ? ["detail"] : Array.Empty<string>()).Order();

    public sealed class Api : IAsyncLifetime
    {
        internal TestApi Running { get; private set; } = null!;

        public async ValueTask InitializeAsync() => Running = await TestApi.StartAsync(new()
        {
            OnSocket = true,
            Options = options => options.Keys.UnknownKidBurst = 10,
            Auth = auth => auth.AddHook<ObedientHook>(),
            Endpoints = BadGrants.Map,
        });

        public async ValueTask DisposeAsync() => await Running.DisposeAsync();
    }
}
