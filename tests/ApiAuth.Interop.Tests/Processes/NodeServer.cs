using System.Diagnostics;
using System.Text;

namespace ApiAuth.Interop.Tests.Processes;

/// <summary>A server in a process of its own, on a free loopback port, which it prints. It ends when its standard input closes, so also when the tests are killed.</summary>
sealed class NodeServer : IAsyncDisposable
{
    private readonly Process process;

    private NodeServer(Process process, Uri address) => (this.process, Address) = (process, address);

    public Uri Address { get; }

    public static async Task<NodeServer> StartAsync(string script, object settings)
    {
        var started = NodeScripts.Start(script, settings);
        var complaints = new StringBuilder();
        started.ErrorDataReceived += (_, line) => complaints.AppendLine(line.Data);
        started.BeginErrorReadLine();
        if (await started.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } address)
            return new(started, new(address));
        await started.WaitForExitAsync(TestContext.Current.CancellationToken);
        throw new InvalidOperationException($"{script} ended with {started.ExitCode} before it listened:\n{complaints}");
    }

    public async ValueTask DisposeAsync()
    {
        process.StandardInput.Close();
        await process.WaitForExitAsync(CancellationToken.None);
        process.Dispose();
    }
}
