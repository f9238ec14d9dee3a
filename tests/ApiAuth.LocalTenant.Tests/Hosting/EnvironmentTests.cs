namespace ApiAuth.LocalTenant.Tests.Hosting;

/// <summary>Changes a variable of the process: every other test allows the start in any environment.</summary>
public sealed class EnvironmentTests : IDisposable
{
    private const string Variable = "ASPNETCORE_ENVIRONMENT";
    private readonly string? before = Environment.GetEnvironmentVariable(Variable);

    [Theory]
    [InlineData("Development", true)]
    [InlineData("development", true)]
    [InlineData("Production", false)]
    [InlineData("Staging", false)]
    [InlineData("", false)]
    public async Task A_server_starts_in_Development_only(string environment, bool starts)
    {
        Environment.SetEnvironmentVariable(Variable, environment);

        Assert.Equal(starts, await StartsAsync(LocalTenantServer.StartAsync(Options(allow: false))));
        Assert.Equal(starts, await StartsAsync(LocalTenantServer.StartInProcessAsync(Options(allow: false))));
        Assert.True(await StartsAsync(LocalTenantServer.StartAsync(Options(allow: true))));
        Assert.True(await StartsAsync(LocalTenantServer.StartInProcessAsync(Options(allow: true))));
    }

    public void Dispose() => Environment.SetEnvironmentVariable(Variable, before);

    private static LocalTenantOptions Options(bool allow)
    {
        var options = TenantUnderTest.Options();
        options.AllowOutsideDevelopment = allow;
        return options;
    }

    private static async Task<bool> StartsAsync(Task<LocalTenantServer> start)
    {
        try
        {
            await (await start).DisposeAsync();
            return true;
        }
        catch (LocalTenantException refusal)
        {
            Assert.Matches("starts in the Development environment only; this is (Production|Staging)\\.", refusal.Message);
            return false;
        }
    }
}
