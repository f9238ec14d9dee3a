using ApiAuth.LocalTenant.Dashboard;

namespace ApiAuth.LocalTenant.Tests.Dashboard;

public class WordsTests
{
    [Theory]
    [InlineData(0.4, "less than a second")]
    [InlineData(1, "1 second")]
    [InlineData(90, "1 minute 30 seconds")]
    [InlineData(3600, "1 hour")]
    [InlineData(3605, "1 hour")]
    [InlineData(86400, "24 hours")]
    [InlineData(90000, "1 day 1 hour")]
    [InlineData(2592000, "30 days")]
    public void A_time_has_its_two_largest_units(double seconds, string words) => Assert.Equal(words, Words.Of(TimeSpan.FromSeconds(seconds)));

    [Theory]
    [InlineData(86399.6, "in 24 hours")]
    [InlineData(1, "in 1 second")]
    [InlineData(0, "just now")]
    [InlineData(-0.4, "just now")]
    [InlineData(-300, "5 minutes ago")]
    public void A_moment_is_told_from_now(double seconds, string words)
    {
        var now = new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

        Assert.Equal(words, Words.Relative(now.AddSeconds(seconds), now));
    }

    [Theory]
    [InlineData(0, "0 APIs")]
    [InlineData(1, "1 API")]
    [InlineData(2, "2 APIs")]
    public void A_count_has_its_plural(int count, string words) => Assert.Equal(words, Words.Count(count, "API"));
}
