using System.Text.Json;

namespace WorldMappers.Api;

/// <summary>The data files that are part of the assembly.</summary>
static class Resource
{
    public static T Read<T>(string name)
    {
        using var stream = typeof(Resource).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The assembly lacks its data file {name}.");
        return JsonSerializer.Deserialize<T>(stream, JsonSerializerOptions.Web)
            ?? throw new InvalidOperationException($"The data file {name} is empty.");
    }
}
