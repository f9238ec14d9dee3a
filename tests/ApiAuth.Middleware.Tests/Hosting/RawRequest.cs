using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ApiAuth.Middleware.Tests.Hosting;

/// <summary>A request written byte by byte to a socket, because an HTTP client would tidy its fields.</summary>
sealed record RawRequest(string Method, string Target, params string[] Fields)
{
    public string Body { get; init; } = "";

    public async Task<Answer> SendAsync(Uri address) => Read(await SendForTextAsync(address));

    /// <summary>The whole response as it came: status line, fields, body.</summary>
    public async Task<string> SendForTextAsync(Uri address)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(address.Host, address.Port, TestContext.Current.CancellationToken);
        var stream = socket.GetStream();
        await stream.WriteAsync(Encoding.UTF8.GetBytes(Text()), TestContext.Current.CancellationToken);
        using var received = new MemoryStream();
        await stream.CopyToAsync(received, TestContext.Current.CancellationToken);
        return Encoding.UTF8.GetString(received.ToArray());
    }

    private string Text() => string.Join("\r\n",
        [$"{Method} {Target} HTTP/1.1", "Host: localhost", "Connection: close", $"Content-Length: {Encoding.UTF8.GetByteCount(Body)}", .. Fields, "", Body]);

    private static Answer Read(string text)
    {
        var (head, body) = text.Split("\r\n\r\n", 2) is [var first, var second] ? (first, second) : (text, "");
        string[] lines = head.Split("\r\n");
        string[] Values(string name) => [.. lines.Where(line => line.StartsWith($"{name}: ", StringComparison.OrdinalIgnoreCase)).Select(line => line[(name.Length + 2)..])];
        return new(
            (HttpStatusCode)int.Parse(lines[0].Split(' ')[1], CultureInfo.InvariantCulture),
            Values("WWW-Authenticate"),
            Values("Cache-Control").SingleOrDefault(),
            Values("Retry-After").SingleOrDefault(),
            Values("Content-Type").SingleOrDefault()?.Split(';')[0],
            Values("Transfer-Encoding") is ["chunked"] ? Join(body) : body);
    }

    // RFC 9112 §7.1; every letter of our bodies is one byte.
    private static string Join(string chunks)
    {
        var whole = new StringBuilder();
        while (chunks.Split("\r\n", 2) is [var size, var rest] && int.Parse(size, NumberStyles.HexNumber, CultureInfo.InvariantCulture) is > 0 and var length)
        {
            whole.Append(rest, 0, length);
            chunks = rest[(length + 2)..];
        }
        return whole.ToString();
    }
}
