using System.Net;
using System.Net.Sockets;

namespace ApiAuth.EndToEnd.Tests.Demo;

[Collection(DemoCollection.Name)]
public sealed class ArgumentTests
{
    [Fact]
    public async Task A_taken_port_is_one_sentence_that_names_it_and_the_way_out()
    {
        var portBase = FreePortBase();
        var twin = await DemoProcess.RunAsync("--once", "--port-base", $"{portBase}");
        Assert.Equal(0, twin.ExitCode);
        Assert.Contains($"http://127.0.0.1:{portBase + 1}/", twin.Output, StringComparison.Ordinal);
        Assert.Contains($"http://127.0.0.1:{portBase + 5}/", twin.Output, StringComparison.Ordinal);

        foreach (var port in Enumerable.Range(portBase + 1, 6))
        {
            using var taken = Listen(port);
            var run = await DemoProcess.RunAsync("--once", "--port-base", $"{portBase}");

            Assert.Equal(1, run.ExitCode);
            Assert.Equal(
                $"Port {port} on 127.0.0.1 is taken; stop the program that listens there, or choose other ports with --port-base N.",
                run.Errors.TrimEnd());
        }
    }

    [Theory]
    [InlineData("Unrecognized command or argument '--twice'.", "--once", "--twice")]
    [InlineData("--port-base takes 0 or a number from 1024 to 65529.", "--once", "--port-base", "eighty")]
    [InlineData("--port-base takes 0 or a number from 1024 to 65529.", "--once", "--port-base", "-1")]
    [InlineData("--port-base takes 0 or a number from 1024 to 65529.", "--once", "--port-base", "1023")]
    [InlineData("--port-base takes 0 or a number from 1024 to 65529.", "--once", "--port-base", "65530")]
    [InlineData("Required argument missing for option: '--port-base'.", "--once", "--port-base")]
    public async Task A_wrong_argument_is_explained_and_nothing_starts(string explanation, params string[] arguments)
    {
        var run = await DemoProcess.RunAsync(arguments);

        Assert.Equal(1, run.ExitCode);
        Assert.Equal(explanation, run.Errors.Trim());
        Assert.DoesNotContain("start on this machine", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_names_each_option_and_its_default()
    {
        var run = await DemoProcess.RunAsync("--help");

        Assert.Equal((0, ""), (run.ExitCode, run.Errors));
        Assert.Contains("--once", run.Output, StringComparison.Ordinal);
        Assert.Contains("--port-base <N>", run.Output, StringComparison.Ordinal);
        Assert.Contains("Default 7000", run.Output, StringComparison.Ordinal);
    }

    // Below the ports that systems give to outgoing connections, so that nothing takes them between two runs.
    private static int FreePortBase() =>
        Enumerable.Range(0, 100).Select(_ => Random.Shared.Next(10_000, 30_000)).First(portBase => AllAreFree(Enumerable.Range(portBase + 1, 6)));

    private static bool AllAreFree(IEnumerable<int> ports)
    {
        try
        {
            foreach (var port in ports)
                Listen(port).Dispose();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static TcpListener Listen(int port)
    {
        var listener = new TcpListener(IPAddress.Loopback, port);
        listener.Start();
        return listener;
    }
}
