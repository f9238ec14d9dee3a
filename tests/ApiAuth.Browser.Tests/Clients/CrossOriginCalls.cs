using System.Collections.Concurrent;
using System.Text.Json;

namespace ApiAuth.Browser.Tests.Clients;

/// <summary>The calls of one address with their headers as they cross the wire, preflights included; those only the browser's own protocol shows.</summary>
sealed class CrossOriginCalls
{
    private readonly ConcurrentDictionary<string, Call> calls = new(StringComparer.Ordinal);

    public static async Task<CrossOriginCalls> WatchAsync(IPage page, Uri address)
    {
        var watched = new CrossOriginCalls();
        var browser = await page.Context.NewCDPSessionAsync(page);
        browser.Event("Network.requestWillBeSent").OnEvent += (_, seen) =>
        {
            var request = seen!.Value.GetProperty("request");
            if (request.GetProperty("url").GetString() == address.AbsoluteUri)
                watched.Of(seen.Value).Method = request.GetProperty("method").GetString();
        };
        browser.Event("Network.requestWillBeSentExtraInfo").OnEvent += (_, seen) => watched.Of(seen!.Value).Request = Headers(seen.Value);
        browser.Event("Network.responseReceivedExtraInfo").OnEvent += (_, seen) =>
            (watched.Of(seen!.Value).Response, watched.Of(seen.Value).Status) = (Headers(seen.Value), seen.Value.GetProperty("statusCode").GetInt32());
        await browser.SendAsync("Network.enable");
        return watched;
    }

    /// <summary>The one call with this method.</summary>
    public Call Single(string method) => Assert.Single(calls.Values, call => call.Method == method);

    private Call Of(JsonElement seen) => calls.GetOrAdd(seen.GetProperty("requestId").GetString()!, _ => new());

    private static Dictionary<string, string> Headers(JsonElement seen) =>
        seen.GetProperty("headers").EnumerateObject().ToDictionary(header => header.Name, header => header.Value.GetString()!, StringComparer.OrdinalIgnoreCase);

    public sealed class Call
    {
        public string? Method { get; set; }

        public int Status { get; set; }

        public Dictionary<string, string> Request { get; set; } = [];

        public Dictionary<string, string> Response { get; set; } = [];
    }
}
