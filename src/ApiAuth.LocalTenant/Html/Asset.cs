using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;

namespace ApiAuth.LocalTenant.Html;

/// <summary>A file of the pages, kept in the assembly.</summary>
internal sealed class Asset
{
    private readonly string contentType;
    private readonly byte[] content;

    private Asset(string path, string contentType)
    {
        Path = path;
        this.contentType = contentType;
        content = Read(path);
        Address = $"{path}?v={Convert.ToHexStringLower(SHA256.HashData(content))[..12]}";
    }

    public static Asset Style { get; } = new("/local-tenant.css", "text/css; charset=utf-8");

    public static Asset Icon { get; } = new("/local-tenant.svg", "image/svg+xml");

    public string Path { get; }

    /// <summary>The path with a mark of its content, so that browsers may keep it for good.</summary>
    public string Address { get; }

    public Task WriteAsync(HttpContext context)
    {
        var response = context.Response;
        response.ContentType = contentType;
        response.ContentLength = content.Length;
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.CacheControl = "max-age=31536000, immutable";
        return response.Body.WriteAsync(content, context.RequestAborted).AsTask();
    }

    private static byte[] Read(string path)
    {
        using var stream = typeof(Asset).Assembly.GetManifestResourceStream($"ApiAuth.LocalTenant{path}")!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
