namespace ApiAuth.LocalTenant.Tool.Init;

/// <summary>Writes a seed file to begin with, and the schema that editors complete and check it by.</summary>
internal sealed class InitCommand(Terminal terminal)
{
    private const string SchemaFile = "tenant.schema.json";

    public int Run(string file, bool force)
    {
        var schema = Path.Combine(Path.GetDirectoryName(file) ?? "", SchemaFile);
        try
        {
            Write(file, Starter(), force);
            File.WriteAllText(schema, LocalTenantSeed.JsonSchema + "\n");
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return terminal.Fail(File.Exists(file) && !force ? $"{file} is there already. Choose another name, or write over it with --force." : $"{file} cannot be written: {refused.Message}");
        }

        terminal.WriteUnbroken($"Wrote {file} and {schema}. Start it with:");
        terminal.WriteUnbroken($"local-tenant --seed {file}");
        return 0;
    }

    private static void Write(string file, string text, bool force)
    {
        using var stream = new FileStream(file, force ? FileMode.Create : FileMode.CreateNew, FileAccess.Write);
        using var writer = new StreamWriter(stream);
        writer.Write(text);
    }

    private static string Starter()
    {
        using var reader = new StreamReader(typeof(InitCommand).Assembly.GetManifestResourceStream("tenant.json")!);
        return reader.ReadToEnd();
    }
}
