using System.Text.Json;
using ApiAuth.LocalTenant.Schemas;
using Microsoft.AspNetCore.Http;

namespace ApiAuth.LocalTenant.Management;

/// <summary>The body of a request as JSON.</summary>
internal static class JsonBody
{
    private const int LargestBody = 64 * 1024;

    /// <summary>The JSON, or why it could not be read.</summary>
    public static async ValueTask<(JsonElement? Body, ManagementAnswer? Refusal)> ReadAsync(HttpRequest request)
    {
        if (!request.HasJsonContentType())
            return (null, ManagementAnswer.NotJson);
        var buffer = new byte[LargestBody + 1];
        var read = await request.Body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, request.HttpContext.RequestAborted);
        if (read > LargestBody)
            return (null, ManagementAnswer.TooLarge);
        try
        {
            using var document = StrictJson.Parse(buffer.AsMemory(0, read));
            return (document.RootElement.Clone(), null);
        }
        catch (JsonException)
        {
            return (null, ManagementAnswer.UnreadableJson);
        }
    }
}
