using System.Collections.Concurrent;

namespace ApiAuth.Browser.Tests.Hosting;

/// <summary>Errors and warnings of a browser's console: scripts that fail, resources that are missing, violations of the content security policy.</summary>
sealed class Complaints
{
    private readonly ConcurrentQueue<string> heard = [];

    public IEnumerable<string> All => heard;

    public void Hear(IPage page)
    {
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
                heard.Enqueue($"{message.Text} ({message.Location})");
        };
        page.PageError += (_, error) => heard.Enqueue(error);
    }

    /// <summary>The browser reports each answer of 400 and above; those that the test provoked are named here.</summary>
    public void AreOnly(params int[] statuses)
    {
        var unexpected = heard.Where(complaint => !statuses.Any(status => complaint.Contains($"responded with a status of {status} ", StringComparison.Ordinal)));
        Assert.Empty(unexpected);
        Assert.Equal(statuses.Length > 0, !heard.IsEmpty);
    }

    public void AreNone() => Assert.Empty(heard);
}
