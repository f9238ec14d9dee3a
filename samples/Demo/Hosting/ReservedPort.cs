using System.Net;
using System.Net.Sockets;

namespace Demo.Hosting;

/// <summary>A port on 127.0.0.1 that nobody else can take: the applications need each other's addresses before the first of them listens.</summary>
sealed class ReservedPort : IDisposable
{
    private readonly Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private bool handedOver;

    private ReservedPort(int number) => socket.Bind(new IPEndPoint(IPAddress.Loopback, number));

    public int Number => ((IPEndPoint)socket.LocalEndPoint!).Port;

    /// <summary>For machines.</summary>
    public Uri Address => new($"http://127.0.0.1:{Number}/");

    /// <summary>For people: not the tenant's host, so that a browser keeps their cookies apart.</summary>
    public Uri Site => new($"http://localhost:{Number}/");

    /// <param name="number">0 for any that is free.</param>
    public static Task<ReservedPort> TakeAsync(int number) => PortTakenException.GuardAsync(number, () => Task.FromResult(new ReservedPort(number)));

    /// <summary>The server that listens owns the socket from now on.</summary>
    public Socket HandOver()
    {
        handedOver = true;
        return socket;
    }

    public void Dispose()
    {
        if (!handedOver)
            socket.Dispose();
    }
}
