using System.Globalization;
using ApiAuth.Middleware.Testing;
using ApiAuth.Middleware.Tests.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace ApiAuth.Middleware.Tests.Keys;

/// <summary>Each row of the table of key options: its default, its range, its name in the configuration.</summary>
public class KeyOptionsTests
{
    [Fact]
    public void The_defaults_are_those_of_the_table()
    {
        var keys = new KeyOptions();

        Assert.Equal(
            (null, KeyStartup.Background, TimeSpan.FromMinutes(15), 0.8, TimeSpan.FromHours(24)),
            (keys.Jwks, keys.Startup, keys.KeyLifetime, keys.RefreshAhead, keys.MaxStale));
        Assert.Equal(
            (2, TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(5), 256 * 1024),
            (keys.UnknownKidBurst, keys.UnknownKidInterval, keys.FetchTimeout, keys.MaxDocumentSize));
    }

    [Theory]
    [InlineData("Startup", "Background")]
    [InlineData("Startup", "Required")]
    [InlineData("KeyLifetime", "00:01:00")]
    [InlineData("KeyLifetime", "1.00:00:00")]
    [InlineData("RefreshAhead", "0.5")]
    [InlineData("RefreshAhead", "1")]
    [InlineData("MaxStale", "00:00:00")]
    [InlineData("MaxStale", "7.00:00:00")]
    [InlineData("UnknownKidBurst", "1")]
    [InlineData("UnknownKidBurst", "10")]
    [InlineData("UnknownKidInterval", "00:00:05")]
    [InlineData("UnknownKidInterval", "00:10:00")]
    [InlineData("FetchTimeout", "00:00:01")]
    [InlineData("FetchTimeout", "00:01:00")]
    [InlineData("MaxDocumentSize", "16384")]
    [InlineData("MaxDocumentSize", "4194304")]
    public void Both_ends_of_a_range_are_allowed(string option, string value)
    {
        var keys = Read(option, value).Keys;

        var read = typeof(KeyOptions).GetProperty(option)!.GetValue(keys);
        Assert.Equal(value, Convert.ToString(read, CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("Startup", "Later", "Auth0:Keys:Startup must be one of Background, Required, not \"Later\".")]
    [InlineData("Startup", "1", "Auth0:Keys:Startup must be one of Background, Required, not \"1\".")]
    [InlineData("KeyLifetime", "00:00:59", "Auth0:Keys:KeyLifetime is 00:00:59. Write there a value from 00:01:00 to 1.00:00:00.")]
    [InlineData("KeyLifetime", "1.00:00:01", "Auth0:Keys:KeyLifetime is 1.00:00:01. Write there a value from 00:01:00 to 1.00:00:00.")]
    [InlineData("RefreshAhead", "0.49", "Auth0:Keys:RefreshAhead is 0.49. Write there a value from 0.5 to 1 of the lifetime.")]
    [InlineData("RefreshAhead", "1.01", "Auth0:Keys:RefreshAhead is 1.01. Write there a value from 0.5 to 1 of the lifetime.")]
    [InlineData("RefreshAhead", "NaN", "Auth0:Keys:RefreshAhead is NaN. Write there a value from 0.5 to 1 of the lifetime.")]
    [InlineData("MaxStale", "-00:00:01", "Auth0:Keys:MaxStale is -00:00:01. Write there a value from 00:00:00 to 7.00:00:00.")]
    [InlineData("MaxStale", "7.00:00:01", "Auth0:Keys:MaxStale is 7.00:00:01. Write there a value from 00:00:00 to 7.00:00:00.")]
    [InlineData("UnknownKidBurst", "0", "Auth0:Keys:UnknownKidBurst is 0. Write there a value from 1 to 10 fetches.")]
    [InlineData("UnknownKidBurst", "11", "Auth0:Keys:UnknownKidBurst is 11. Write there a value from 1 to 10 fetches.")]
    [InlineData("UnknownKidInterval", "00:00:04", "Auth0:Keys:UnknownKidInterval is 00:00:04. Write there a value from 00:00:05 to 00:10:00.")]
    [InlineData("UnknownKidInterval", "00:10:01", "Auth0:Keys:UnknownKidInterval is 00:10:01. Write there a value from 00:00:05 to 00:10:00.")]
    [InlineData("FetchTimeout", "00:00:00.999", "Auth0:Keys:FetchTimeout is 00:00:00.9990000. Write there a value from 00:00:01 to 00:01:00.")]
    [InlineData("FetchTimeout", "00:01:01", "Auth0:Keys:FetchTimeout is 00:01:01. Write there a value from 00:00:01 to 00:01:00.")]
    [InlineData("MaxDocumentSize", "16383", "Auth0:Keys:MaxDocumentSize is 16383. Write there a value from 16384 to 4194304 bytes.")]
    [InlineData("MaxDocumentSize", "4194305", "Auth0:Keys:MaxDocumentSize is 4194305. Write there a value from 16384 to 4194304 bytes.")]
    public void What_lies_outside_of_a_range_stops_the_start_and_is_named(string option, string value, string message)
    {
        var exception = Assert.Throws<OptionsValidationException>(() => Read(option, value));

        Assert.Equal(message, Assert.Single(exception.Failures));
    }

    [Fact]
    public async Task A_wrong_option_stops_the_host_before_anything_is_fetched()
    {
        var issuer = KeyApi.NewIssuer(out var time);

        await Assert.ThrowsAsync<OptionsValidationException>(() => KeyApi.StartColdAsync(options => options.Keys.UnknownKidBurst = 0, new() { Issuer = issuer, Time = time }));

        Assert.Empty(issuer.Requests);
    }

    [Fact]
    public async Task A_fetch_may_take_as_long_as_FetchTimeout_says()
    {
        var issuer = KeyApi.NewIssuer(out var time);
        using var hang = issuer.Discovery.Break(IssuerFault.Hang);
        await using var api = await KeyApi.StartColdAsync(options => options.Keys.FetchTimeout = TimeSpan.FromSeconds(60), new() { Issuer = issuer, Time = time });
        await issuer.Discovery.WhenRequestedAsync();

        time.Advance(TimeSpan.FromSeconds(60) - TimeSpan.FromMilliseconds(1));
        Assert.Equal((0, 0), (api.Fetches.Count, issuer.Discovery.CancelledFetches));
        time.Advance(TimeSpan.FromMilliseconds(1));

        await api.Fetches.WhenEndedAsync(1);
        Assert.Contains("did not answer within 60 s (Keys:FetchTimeout).", api.Fetches.LastFailure, StringComparison.Ordinal);
    }

    private static ApiAuthOptions Read(string option, string value)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Auth0:Domain"] = "tenant.test",
            ["Auth0:Audience"] = TestApi.Audience,
            [$"Auth0:Keys:{option}"] = value,
        }).Build();
        using var services = new ServiceCollection().AddAuth0ApiAuthorization(configuration.GetSection("Auth0")).Services.BuildServiceProvider();
        return services.GetRequiredService<IOptionsMonitor<ApiAuthOptions>>().Get(ApiAuthDefaults.AuthenticationScheme);
    }
}
