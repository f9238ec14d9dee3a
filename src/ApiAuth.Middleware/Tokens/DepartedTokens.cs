namespace ApiAuth.Middleware.Tokens;

/// <summary>Marks of about as many tokens as a cache holds, which left it a while ago. Not all, and now and then one that never was: it decides over a place, not over a verdict.</summary>
sealed class DepartedTokens(int capacity)
{
    private readonly uint[] marks = new uint[capacity];

    public void Add(TokenHash hash) => PlaceOf(hash) = MarkOf(hash);

    public bool Contain(TokenHash hash) => PlaceOf(hash) == MarkOf(hash);

    public void Clear() => Array.Clear(marks);

    private static uint MarkOf(TokenHash hash) => (uint)hash.Third;

    private ref uint PlaceOf(TokenHash hash) => ref marks[hash.Second % (ulong)marks.Length];
}
