using GiftDeliveries.Tokens;
using GiftDeliveries.WorldMappers;
using Microsoft.Extensions.Configuration;
using Spectre.Console;

namespace GiftDeliveries;

/// <summary>The whole program: one delivery is planned and shown, or the reason why not is.</summary>
public static class Delivery
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);
    const int LongestAnswer = 1024 * 1024;

    /// <summary>0 when the plan was shown, 1 when one sentence of <paramref name="errors"/> says why not. The handler carries both servers' traffic and stays the caller's.</summary>
    public static async Task<int> RunAsync(
        IConfiguration configuration, IAnsiConsole console, TextWriter errors, HttpMessageHandler handler, TimeProvider time, CancellationToken cancellation)
    {
        var settings = Settings.Read(configuration);
        if (!settings.Succeeded)
            return await FailAsync(errors, settings.Failure);

        var directions = await PlanAsync(settings.Value, handler, time, cancellation);
        if (!directions.Succeeded)
            return await FailAsync(errors, directions.Failure);

        DeliveryPlan.Write(console, directions.Value, time.GetLocalNow());
        return 0;
    }

    static async Task<Outcome<Directions>> PlanAsync(Settings settings, HttpMessageHandler handler, TimeProvider time, CancellationToken cancellation)
    {
        using var toIssuer = Http(handler, settings.Credentials.Issuer);
        using var toApi = Http(handler, settings.Api);
        using var tokens = new TokenClient(toIssuer, settings.Credentials, time);
        return await new WorldMappersClient(toApi, tokens).GetDirectionsAsync(settings.Destination, settings.Origin, cancellation);
    }

    static HttpClient Http(HttpMessageHandler handler, Uri address) =>
        new(handler, disposeHandler: false) { BaseAddress = address, Timeout = Patience, MaxResponseContentBufferSize = LongestAnswer };

    static async Task<int> FailAsync(TextWriter errors, Failure failure)
    {
        await errors.WriteLineAsync(failure.Message);
        return 1;
    }
}
