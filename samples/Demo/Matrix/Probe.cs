using System.Net.Http.Headers;

namespace Demo.Matrix;

/// <summary>Asks an API one question, and compares the answer with the one that is expected.</summary>
sealed class Probe(HttpClient http, TimeProvider time)
{
    public async Task<Check> AskAsync(Uri address, string path, string name, string? token, Answer expected, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(address, path));
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);

        var started = time.GetTimestamp();
        try
        {
            using var response = await http.SendAsync(request, cancellation);
            var took = time.GetElapsedTime(started);
            var answer = await Answer.ReadAsync(response, cancellation);
            return Checked($"{answer.Status}", answer.Code, answer.DifferenceFrom(expected), took);
        }
        catch (Exception e) when (e is HttpRequestException || (e is TaskCanceledException && !cancellation.IsCancellationRequested))
        {
            return Checked("none", reason: null, e.Message, time.GetElapsedTime(started));
        }

        Check Checked(string got, string? reason, string? fault, TimeSpan took) =>
            new(name, path, $"{expected.Status}", got, reason, took) { Fault = fault };
    }
}
