using Demo.Browsing;
using Demo.Matrix;

namespace Demo.Clients;

/// <summary>What came of a step: the status, the error's name where one was expected, and what is wrong.</summary>
sealed record Outcome(int Status, string? Reason = null, string? Fault = null)
{
    /// <summary>A page that must show a text.</summary>
    public static Outcome Of(WebPage page, string text, string? reason = null) =>
        new(page.Status, reason, page.Shows(text) ? null : $"{page.Address.GetLeftPart(UriPartial.Path)} does not show \"{text}\" but: {page.Text}");
}

/// <summary>One client's steps, one after the other, as lines of the report.</summary>
sealed class Visit(string client, TimeProvider time)
{
    private readonly List<Check> checks = [];

    public IReadOnlyList<Check> Checks => checks;

    public async Task StepAsync(string request, int expected, Func<Task<Outcome>> take)
    {
        var started = time.GetTimestamp();
        var outcome = await TryAsync(take);
        checks.Add(new(client, request, $"{expected}", outcome.Status == 0 ? "none" : $"{outcome.Status}", outcome.Reason, time.GetElapsedTime(started))
        {
            Fault = outcome.Fault ?? (outcome.Status == expected ? null : $"{outcome.Status} instead of {expected}"),
        });
    }

    private static async Task<Outcome> TryAsync(Func<Task<Outcome>> take)
    {
        try
        {
            return await take();
        }
        catch (Exception e) when (e is HttpRequestException or NotOnThePageException)
        {
            return new(0, Fault: e.Message);
        }
    }
}
