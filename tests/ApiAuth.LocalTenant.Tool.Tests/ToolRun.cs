using System.Text;

namespace ApiAuth.LocalTenant.Tool.Tests;

/// <summary>One run of the tool in this process, as if its words had been typed.</summary>
internal sealed class ToolRun : IAsyncDisposable
{
    private readonly CancellationTokenSource stop = new();
    private readonly Written output = new();
    private readonly Written errors = new();
    private readonly Task<int> exit;

    private ToolRun(string[] arguments) =>
        exit = CommandLine.Create(new(Terminal.Plain(output), Terminal.Plain(errors))).Parse(arguments).InvokeAsync(cancellationToken: stop.Token);

    public string Output => output.ToString();

    public string Errors => errors.ToString();

    /// <summary>Runs to the end.</summary>
    public static async Task<(int Exit, string Output, string Errors)> RunAsync(params string[] arguments)
    {
        await using var run = new ToolRun(arguments);
        return (await run.exit, run.Output, run.Errors);
    }

    /// <summary>Runs until it says how it is stopped.</summary>
    public static async Task<ToolRun> ServeAsync(params string[] arguments)
    {
        var run = new ToolRun(["--port", "0", .. arguments]);
        await Task.WhenAny(run.output.Contains("Ctrl+C stops it."), run.exit);
        Assert.False(run.exit.IsCompleted, run.Errors);
        return run;
    }

    /// <summary>What stands behind a name at the beginning of a line.</summary>
    public string Line(string name) => Output.Split('\n').First(line => line.StartsWith(name, StringComparison.Ordinal))[name.Length..].Trim();

    public Task<int> StopAsync()
    {
        stop.Cancel();
        return exit;
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await exit;
        stop.Dispose();
    }

    /// <summary>Text that somebody waits for.</summary>
    private sealed class Written : StringWriter
    {
        private readonly TaskCompletionSource found = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly Lock writing = new();
        private string? awaited;

        public Task Contains(string text)
        {
            lock (writing)
                awaited = text;
            Look();
            return found.Task;
        }

        public override void Write(char value)
        {
            lock (writing)
                base.Write(value);
            Look();
        }

        public override void Write(string? value)
        {
            lock (writing)
                base.Write(value);
            Look();
        }

        public override void Write(char[] buffer, int index, int count)
        {
            lock (writing)
                base.Write(buffer, index, count);
            Look();
        }

        public override string ToString()
        {
            lock (writing)
                return new StringBuilder(base.ToString()).ToString();
        }

        private void Look()
        {
            if (awaited is { } text && ToString().Contains(text, StringComparison.Ordinal))
                found.TrySetResult();
        }
    }
}
