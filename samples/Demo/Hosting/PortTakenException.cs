using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;

namespace Demo.Hosting;

/// <summary>A server cannot listen; the message tells the person at the console what to do.</summary>
sealed class PortTakenException(int port, Exception cause)
    : Exception($"Port {port} on 127.0.0.1 is taken; stop the program that listens there, or choose other ports with --port-base N.", cause)
{
    /// <summary>What <paramref name="start"/> gives, or this exception in place of the server's own.</summary>
    public static async Task<T> GuardAsync<T>(int port, Func<Task<T>> start)
    {
        try
        {
            return await start();
        }
        catch (Exception e) when (MeansTaken(e))
        {
            throw new PortTakenException(port, e);
        }
    }

    // Windows reserves ranges of ports, and says so by refusing access.
    private static bool MeansTaken(Exception e) =>
        e is AddressInUseException or SocketException { SocketErrorCode: SocketError.AddressAlreadyInUse or SocketError.AccessDenied } || (e.InnerException is { } inner && MeansTaken(inner));
}
