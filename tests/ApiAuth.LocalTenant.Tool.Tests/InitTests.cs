namespace ApiAuth.LocalTenant.Tool.Tests;

public sealed class InitTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("local-tenant-tool-");

    private string Seed => Path.Combine(folder.FullName, "tenant.json");

    private string Schema => Path.Combine(folder.FullName, "tenant.schema.json");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task It_writes_a_seed_and_the_schema_that_the_seed_names()
    {
        var (exit, output, errors) = await ToolRun.RunAsync("init", Seed);

        Assert.Equal((0, "", $"Wrote {Seed} and {Schema}. Start it with:\nlocal-tenant --seed {Seed}\n"), (exit, errors, output));
        Assert.Equal(3, LocalTenantSeed.FromFile(Seed).Clients.Count);
        Assert.Contains("\"$schema\": \"./tenant.schema.json\"", await File.ReadAllTextAsync(Seed), StringComparison.Ordinal);
        Assert.Equal(LocalTenantSeed.JsonSchema + "\n", await File.ReadAllTextAsync(Schema));
    }

    [Fact]
    public async Task A_file_that_is_there_stays_unless_it_is_forced()
    {
        await File.WriteAllTextAsync(Seed, "mine");

        var (exit, _, errors) = await ToolRun.RunAsync("init", Seed);
        Assert.Equal((1, $"local-tenant: {Seed} is there already. Choose another name, or write over it with --force.\n", "mine"), (exit, errors, await File.ReadAllTextAsync(Seed)));

        Assert.Equal(0, (await ToolRun.RunAsync("init", Seed, "--force")).Exit);
        Assert.Single(LocalTenantSeed.FromFile(Seed).Users);
    }

    [Fact]
    public async Task The_schema_is_printed() =>
        Assert.Equal((0, LocalTenantSeed.JsonSchema + "\n", ""), await ToolRun.RunAsync("schema"));
}
