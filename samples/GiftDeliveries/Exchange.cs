using System.Net.Http.Json;
using System.Text.Json;

namespace GiftDeliveries;

/// <summary>HTTP whose troubles are failures in words instead of exceptions.</summary>
static class Exchange
{
    public static async Task<Outcome<HttpResponseMessage>> TrySendAsync(this HttpClient http, HttpRequestMessage request, string peer, CancellationToken cancellation)
    {
        try
        {
            return await http.SendAsync(request, cancellation);
        }
        catch (HttpRequestException e)
        {
            return new Failure($"{peer} at {http.BaseAddress} cannot be reached: {Printable(e.Message)}");
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new Failure($"{peer} at {http.BaseAddress} did not answer within {http.Timeout.TotalSeconds:0} seconds.");
        }
    }

    /// <summary>The body; null when it is not JSON of that shape.</summary>
    public static async Task<T?> TryReadAsync<T>(this HttpResponseMessage response, CancellationToken cancellation) where T : class
    {
        try
        {
            return await response.Content.ReadFromJsonAsync<T>(cancellation);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null; // not JSON, or in a charset that nobody knows
        }
    }

    /// <summary>Text of another machine, fit for a terminal: no control characters, at most 200 characters.</summary>
    public static string Printable(string text) => string.Concat(text.Where(c => !char.IsControl(c)).Take(200));
}
