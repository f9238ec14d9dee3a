using System.Collections.Concurrent;

namespace ApiAuth.Samples.Tests.Clients;

/// <summary>Leads each request to the server of its address, in memory, and remembers what was asked.</summary>
sealed class Network : HttpMessageHandler
{
    private readonly ConcurrentDictionary<string, HttpMessageInvoker> servers = [];
    private readonly ConcurrentQueue<string> asked = [];

    /// <summary>Method, path and status of every request, in the order of the answers.</summary>
    public IReadOnlyCollection<string> Asked => asked;

    public void Connect(Uri address, HttpMessageHandler server) => servers[address.Authority] = new(server);

    /// <summary>From now on nobody answers there.</summary>
    public void Cut(Uri address) => servers.TryRemove(address.Authority, out _);

    public int Count(string request) => asked.Count(line => line == request);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (!servers.TryGetValue(request.RequestUri!.Authority, out var server))
            throw new HttpRequestException($"Nobody listens at {request.RequestUri.Authority}.");
        var response = await server.SendAsync(request, cancellationToken);
        asked.Enqueue($"{request.Method} {request.RequestUri.AbsolutePath} {(int)response.StatusCode}");
        return response;
    }
}
