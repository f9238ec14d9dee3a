using ApiAuth.Middleware.Errors;

namespace ApiAuth.Middleware.Jws;

/// <summary>Reads headers, those that come again and again only once: all tokens of one key have the same.</summary>
/// <remarks>A header is found by its whole text, and says nothing about the token that it heads. The places are few and reused. How many values it holds is not asked
/// again, whatever another scheme allows: one as short as these holds two hundred at most.</remarks>
static class RecurringHeaders
{
    private const int MaxLength = 512;

    private static readonly Entry?[] Entries = new Entry?[32];

    /// <summary>The header that the first part of a token, which is canonical base64url, holds; or null and what is wrong with it.</summary>
    public static JwsHeader? Read(ReadOnlySpan<char> base64Url, int maxValues, out AuthError? error)
    {
        error = null;
        ref var place = ref Entries[(uint)string.GetHashCode(base64Url, StringComparison.Ordinal) % Entries.Length];
        if (Volatile.Read(ref place) is { } entry && base64Url.SequenceEqual(entry.Text))
            return entry.Header;

        var header = JwsHeader.Read(Base64UrlText.Decode(base64Url), maxValues, out error);
        if (header is not null && base64Url.Length <= MaxLength)
            Volatile.Write(ref place, new(base64Url.ToString(), header));
        return header;
    }

    private sealed record Entry(string Text, JwsHeader Header);
}
