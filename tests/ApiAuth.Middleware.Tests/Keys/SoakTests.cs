using System.Globalization;

namespace ApiAuth.Middleware.Tests.Keys;

/// <summary>
/// Sixty-four clients, a quarter of an hour and more of manual time, and an issuer that rotates, withdraws, breaks and hangs as the dice fall, under made-up kids and
/// aborted requests: no valid token is refused, and no other is accepted.
/// </summary>
public class SoakTests
{
    private const int Rounds = 60;

    [Theory]
    [InlineData(1, 0)]
    [InlineData(20_261_122, 1_000)]
    [InlineData(null, 1_000)]
    public async Task Nothing_that_an_issuer_or_a_flood_does_refuses_a_valid_token_or_lets_another_pass(int? fixedSeed, int rememberedTokens)
    {
        var seed = (fixedSeed ?? Random.Shared.Next()).ToString(CultureInfo.InvariantCulture);
        await using var soak = await Soak.StartAsync(new Random(int.Parse(seed, CultureInfo.InvariantCulture)), rememberedTokens);

        for (var round = 0; round < Rounds; round++)
            await soak.RunRoundAsync();
        await soak.EndAsync();

        TestContext.Current.TestOutputHelper?.WriteLine($"Seed {seed}: {soak.Elapsed} of manual time, {soak.Counts}.");
        Assert.True(soak.Wrong.IsEmpty, $"Seed {seed}: {soak.Wrong.Count} answers were wrong. The first: {soak.Wrong.FirstOrDefault()}");
        Assert.True(soak.Elapsed > TimeSpan.FromMinutes(15), $"Seed {seed}: only {soak.Elapsed} went by.");
        Assert.True(soak.Counts is { Accepted: > 500, Refused: > 100, Unavailable: > 0, Aborted: > 0 }, $"Seed {seed}: {soak.Counts} is no mixture.");
    }
}
