using System.Text;

namespace ApiAuth.LocalTenant.SeedFiles;

/// <summary>The text of a seed file: UTF-8, or what its byte order mark says.</summary>
internal static class SeedText
{
    /// <summary>In bytes, and in characters where no file is read: some ten thousand users.</summary>
    public const int Largest = 4 * 1024 * 1024;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <exception cref="LocalTenantException">The file cannot be read, is too large, or is no text.</exception>
    public static string OfFile(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            return Decode(ReadAtMost(file) ?? throw TooLarge(Path.GetFileName(path)), Path.GetFileName(path));
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new LocalTenantException($"The seed file {path} cannot be read: {unreadable.Message}", unreadable);
        }
    }

    public static LocalTenantException TooLarge(string file) => new($"{file} is larger than {Largest / (1024 * 1024)} MiB. A seed is what a tenant begins with; put less into it.");

    private static byte[]? ReadAtMost(Stream file)
    {
        var buffer = new byte[Largest + 1];
        var read = file.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
        return read > Largest ? null : buffer[..read];
    }

    private static string Decode(byte[] bytes, string file)
    {
        try
        {
            using var reader = new StreamReader(new MemoryStream(bytes), StrictUtf8, detectEncodingFromByteOrderMarks: true);
            return reader.ReadToEnd();
        }
        catch (DecoderFallbackException broken)
        {
            throw new LocalTenantException($"{file} is not UTF-8. Save it in that encoding.", broken);
        }
    }
}
