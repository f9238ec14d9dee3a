using System.Diagnostics;
using ApiAuth.LocalTenant;

namespace ApiAuth.EndToEnd.Tests.Processes;

/// <summary>An API in a process of its own, on a free port of loopback, which trusts a local tenant.</summary>
sealed class RunningApi : IAsyncDisposable
{
    private const string Listening = "Now listening on: ";

    private readonly Process process;

    private RunningApi(Process process, Uri address)
    {
        this.process = process;
        Client = new HttpClient { BaseAddress = address };
    }

    public HttpClient Client { get; }

    /// <summary>Starts a program and waits until it listens.</summary>
    /// <param name="tenant">Who issues its tokens.</param>
    /// <param name="file">The program.</param>
    /// <param name="arguments">Its arguments.</param>
    public static async Task<RunningApi> StartAsync(LocalTenantServer tenant, string file, params string[] arguments)
    {
        var start = new ProcessStartInfo(file, arguments)
        {
            WorkingDirectory = Path.GetDirectoryName(arguments.Length > 0 ? arguments[0] : file)!,
            RedirectStandardOutput = true,
            UseShellExecute = false,
            Environment =
            {
                ["ASPNETCORE_ENVIRONMENT"] = "Development",
                ["ASPNETCORE_URLS"] = "http://127.0.0.1:0",
                ["Auth0__Domain"] = "",
                ["Auth0__Issuer"] = tenant.Issuer,
                ["Auth0__Audience"] = SampleTenant.OrganizerApi.Identifier,
            },
        };
        var started = Process.Start(start)!;
        var said = new List<string>();
        while (await started.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            said.Add(line);
            if (line.IndexOf(Listening, StringComparison.Ordinal) is var at and >= 0)
                return new(started, new(line[(at + Listening.Length)..]));
        }
        Assert.Fail($"{file} does not listen:\n{string.Join('\n', said)}");
        return null;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync(CancellationToken.None);
        process.Dispose();
    }
}
