using System.Diagnostics;

namespace ApiAuth.EndToEnd.Tests.Samples;

public sealed class GiftDeliveriesTests
{
    [Theory]
    [InlineData("--Api", "ftp://api.example/", "GiftDeliveries:Api must be an https address: the access token goes there. Plain http is for this machine only.")]
    [InlineData("--ClientSecret", "", "Set GiftDeliveries:ClientSecret in appsettings.json, the environment (GiftDeliveries__ClientSecret) or the command line (--ClientSecret).")]
    public async Task What_does_not_work_is_one_plain_sentence_on_standard_error(string name, string value, string sentence)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "GiftDeliveries.dll"), name, value])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["TERM"] = "xterm";
        start.Environment["GITHUB_ACTIONS"] = "true";
        foreach (var setting in new[] { "Issuer", "ClientId", "ClientSecret", "Audience", "Api", "Destination" }.Where(setting => $"--{setting}" != name))
            start.Environment[$"GiftDeliveries__{setting}"] = setting == "Issuer" ? "https://issuer.example/" : setting;
        using var process = Process.Start(start)!;

        var said = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken), process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal((1, "", sentence + Environment.NewLine), (process.ExitCode, said[0], said[1]));
    }
}
