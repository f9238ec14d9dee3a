using System.Diagnostics;
using System.Net;
using ApiAuth.LocalTenant;

namespace ApiAuth.EndToEnd.Tests.Packages;

/// <summary>The command <c>local-tenant</c>, installed from its package.</summary>
[Collection(PackageBuilds.Name)]
public class LocalTenantToolTests(PackedPackages packages)
{
    [Fact]
    public async Task The_tool_installs_from_its_package_and_gives_a_token()
    {
        var command = await packages.InstallToolAsync("ApiAuth.LocalTenant.Tool", "local-tenant");
        using var process = Process.Start(new ProcessStartInfo(command, ["--port", "0", "--quiet"]) { RedirectStandardOutput = true, UseShellExecute = false })!;
        try
        {
            var issuer = await IssuerAsync(process.StandardOutput);
            using var client = new HttpClient();
            var answer = await client.PostAsync(issuer + "oauth/token", new FormUrlEncodedContent(new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["grant_type"] = "client_credentials",
                ["client_id"] = SampleTenant.GiftDeliveries.ClientId,
                ["client_secret"] = SampleTenant.GiftDeliveries.ClientSecret!,
                ["audience"] = SampleTenant.WorldMappersApi.Identifier,
            }), TestContext.Current.CancellationToken);

            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.Contains("\"access_token\"", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        }
        finally
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
        }
    }

    private static async Task<string> IssuerAsync(StreamReader output)
    {
        while (await output.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            if (line.StartsWith("Issuer", StringComparison.Ordinal))
                return line["Issuer".Length..].Trim();
        }

        Assert.Fail("The tool says no issuer.");
        return "";
    }
}
