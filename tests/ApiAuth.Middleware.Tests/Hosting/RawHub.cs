using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using ApiAuth.Middleware.Testing;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace ApiAuth.Middleware.Tests.Hosting;

/// <summary>A SignalR client by hand: the JSON hub protocol over a WebSocket, as any browser may speak it.</summary>
sealed class RawHub : IAsyncDisposable
{
    private const char RecordSeparator = '\u001e';
    private const int Completion = 3;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly WebSocket socket;
    private readonly CancellationTokenSource patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
    private readonly Queue<string> records = new();
    private readonly StringBuilder unfinished = new();
    private int invocations;

    private RawHub(WebSocket socket)
    {
        this.socket = socket;
        patience.CancelAfter(Patience);
    }

    /// <summary>Connects and shakes hands, with the token in the header.</summary>
    public static Task<RawHub> ConnectAsync(TestApi api, string path, TestAccessToken? token = null) =>
        ConnectAsync(api, path, request => request.Headers.Authorization = token is null ? default(StringValues) : $"Bearer {api.Issuer.Issue(token)}");

    /// <summary>Connects and shakes hands. A connection that is refused throws, and the message ends with the status.</summary>
    public static async Task<RawHub> ConnectAsync(TestApi api, string path, Action<HttpRequest> shape)
    {
        var client = api.Server.CreateWebSocketClient();
        client.ConfigureRequest = shape;
        var hub = new RawHub(await client.ConnectAsync(new Uri($"ws://localhost{path}"), TestContext.Current.CancellationToken));
        await hub.SendAsync("""{"protocol":"json","version":1}""");
        Assert.Equal("{}", await hub.ReceiveAsync());
        return hub;
    }

    /// <summary>Invokes a method and waits for its completion.</summary>
    public async Task<HubCompletion> InvokeAsync(string method, params object[] arguments)
    {
        var id = (++invocations).ToString(System.Globalization.CultureInfo.InvariantCulture);
        await SendAsync(JsonSerializer.Serialize(new { type = 1, invocationId = id, target = method, arguments }));
        while (await ReceiveAsync() is { } record)
            if (HubCompletion.TryRead(record, Completion, id, out var completion))
                return completion;
        throw new InvalidOperationException("The connection was closed before the invocation completed.");
    }

    /// <summary>Waits until the server closes the connection; the last record that it sent.</summary>
    public async Task<string?> ClosedAsync()
    {
        string? last = null;
        while (await ReceiveAsync() is { } record)
            last = record;
        return last;
    }

    public async ValueTask DisposeAsync()
    {
        if (socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
            await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, patience.Token);
        socket.Dispose();
        patience.Dispose();
    }

    private Task SendAsync(string record) =>
        socket.SendAsync(Encoding.UTF8.GetBytes(record + RecordSeparator), WebSocketMessageType.Text, endOfMessage: true, patience.Token);

    private async Task<string?> ReceiveAsync()
    {
        var buffer = new byte[4096];
        while (records.Count == 0)
        {
            var received = await socket.ReceiveAsync(buffer, patience.Token);
            if (received.MessageType == WebSocketMessageType.Close)
                return null;
            Split(Encoding.UTF8.GetString(buffer, 0, received.Count));
        }
        return records.Dequeue();
    }

    private void Split(string text)
    {
        foreach (var letter in text)
            if (letter != RecordSeparator)
                unfinished.Append(letter);
            else
            {
                records.Enqueue(unfinished.ToString());
                unfinished.Clear();
            }
    }
}

/// <summary>How an invocation ended.</summary>
sealed record HubCompletion(string? Result, string? Error)
{
    public static bool TryRead(string record, int type, string id, out HubCompletion completion)
    {
        var message = JsonDocument.Parse(record).RootElement;
        completion = new(Text(message, "result"), Text(message, "error"));
        return message.GetProperty("type").GetInt32() == type && Text(message, "invocationId") == id;
    }

    private static string? Text(JsonElement message, string name) => message.TryGetProperty(name, out var value) ? value.ToString() : null;
}
