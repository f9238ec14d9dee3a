using System.Buffers.Text;
using System.Text;

namespace ApiAuth.Middleware.Testing;

/// <summary>
/// One of the three parts of a token (RFC 7515 §3.1), written as no issuer would: other bytes, or the right bytes in another encoding. What it makes of the header
/// and the payload is what gets signed. Text and bytes convert to one that holds exactly them.
/// </summary>
public sealed class RawSegment
{
    private readonly byte[]? content;
    private readonly Func<byte[], byte[]> edit = static bytes => bytes;
    private readonly Func<string, string> editEncoded = static encoded => encoded;

    private RawSegment(byte[] content) => this.content = content;

    private RawSegment(Func<byte[], byte[]> edit) => this.edit = edit;

    private RawSegment(Func<string, string> editEncoded) => this.editEncoded = editEncoded;

    /// <summary>Exactly this text, in UTF-8.</summary>
    /// <param name="text">Any text, JSON or not.</param>
    public static implicit operator RawSegment(string text) => FromString(text);

    /// <summary>Exactly these bytes.</summary>
    /// <param name="bytes">Any bytes.</param>
    public static implicit operator RawSegment(byte[] bytes) => FromBytes(bytes);

    /// <summary>Exactly this text, in UTF-8.</summary>
    /// <param name="text">Any text, JSON or not.</param>
    public static RawSegment FromString(string text) => new(Encoding.UTF8.GetBytes(text));

    /// <summary>Exactly these bytes.</summary>
    /// <param name="bytes">Any bytes.</param>
    public static RawSegment FromBytes(byte[] bytes) => new([.. bytes]);

    /// <summary>The JSON text that the issuer would write, changed.</summary>
    /// <param name="edit">From the right text to the wrong one, for example <c>json => json + "xx"</c>.</param>
    public static RawSegment Edit(Func<string, string> edit) => new(bytes => Encoding.UTF8.GetBytes(edit(Encoding.UTF8.GetString(bytes))));

    /// <summary>The bytes that the issuer would write, changed; the one to use for signatures.</summary>
    /// <param name="edit">From the right bytes to the wrong ones, for example <c>bytes => bytes[..^1]</c>.</param>
    public static RawSegment EditBytes(Func<byte[], byte[]> edit) => new(edit);

    /// <summary>The base64url text that the issuer would write, changed.</summary>
    /// <param name="edit">From the right text to the wrong one, for example <c>encoded => encoded + "=="</c>.</param>
    public static RawSegment EditEncoded(Func<string, string> edit) => new(edit);

    internal static string Write(RawSegment? segment, Func<byte[]> rightContent) =>
        segment is null ? Base64Url.EncodeToString(rightContent()) : segment.Write(rightContent);

    // A part that is replaced whole costs no signature.
    private string Write(Func<byte[]> rightContent) => editEncoded(Base64Url.EncodeToString(content ?? edit(rightContent())));
}
