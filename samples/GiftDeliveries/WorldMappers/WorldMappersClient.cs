using System.Net;
using System.Net.Http.Headers;
using GiftDeliveries.Tokens;

namespace GiftDeliveries.WorldMappers;

/// <summary>Calls the World Mappers API with the program's own access token; a token that is refused is renewed once.</summary>
public sealed class WorldMappersClient(HttpClient http, TokenClient tokens)
{
    public async Task<Outcome<Directions>> GetDirectionsAsync(string destination, string? origin, CancellationToken cancellation)
    {
        var exchange = await SendAsync(Path(destination, origin), cancellation);
        if (!exchange.Succeeded)
            return exchange.Failure;

        using var response = exchange.Value;
        if (!response.IsSuccessStatusCode)
            return await Refusal.ExplainAsync(response, cancellation);

        return await response.TryReadAsync<Directions>(cancellation) is { Origin: not null, Destination: not null, Steps: not null } directions
            ? directions
            : new Failure("World Mappers answered, but not with directions.");
    }

    async Task<Outcome<HttpResponseMessage>> SendAsync(string path, CancellationToken cancellation)
    {
        var token = await tokens.GetAsync(cancellation);
        if (!token.Succeeded)
            return token.Failure;

        var first = await SendAsync(path, token.Value, cancellation);
        if (first.Value is not { StatusCode: HttpStatusCode.Unauthorized } refused)
            return first;

        // The token may have been revoked or its key withdrawn. One new token is worth a try, a second one is not.
        refused.Dispose();
        tokens.Forget(token.Value);
        var renewed = await tokens.GetAsync(cancellation);
        return renewed.Succeeded ? await SendAsync(path, renewed.Value, cancellation) : renewed.Failure;
    }

    async Task<Outcome<HttpResponseMessage>> SendAsync(string path, string token, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return await http.TrySendAsync(request, "World Mappers", cancellation);
    }

    static string Path(string destination, string? origin) =>
        $"api/directions?destination={Uri.EscapeDataString(destination)}" + (origin is null ? "" : $"&origin={Uri.EscapeDataString(origin)}");
}
