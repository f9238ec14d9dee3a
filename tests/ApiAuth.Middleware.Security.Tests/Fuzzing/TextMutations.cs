using System.Text;

namespace ApiAuth.Middleware.Security.Tests.Fuzzing;

/// <summary>Small damage to any text.</summary>
static class TextMutations
{
    private static readonly string[] Insertions =
    [
        " ", "\t", "\r\n", "\n", "\0", ".", "..", ",", ", ", "=", "==", "%", "%00", "%2E", "\"", "'", "\\", "/", "+", "-", "_", "{", "}", "[", "]", ":", ";", "é", "ｅ", "\u00A0", "\u200B", "\u202E", "\u2028", "\uFEFF", "\uFFFD", "🔑", "\uD800", "\uDC00", "\u0130", "\u212A",
        "null", "true", "1e999", "-1", "../", "<!--", "${jndi:x}", "' OR 1=1 --", "AAAA", "Bearer ",
    ];

    private static readonly Func<string, Random, string>[] Mutations = [Flip, Replace, Insert, Delete, Repeat, Swap, Move, Cut, Grow, Case, Escape];

    public static string Mutate(string text, Random random) => text.Length == 0 ? Insert(text, random) : Mutations[random.Next(Mutations.Length)](text, random);

    private static string Flip(string text, Random random)
    {
        var index = random.Next(text.Length);
        return Put(text, index, (char)(text[index] ^ (1 << random.Next(8))));
    }

    private static string Replace(string text, Random random) => Put(text, random.Next(text.Length), (char)random.Next(random.Next(2) == 0 ? 128 : 0x10000));

    private static string Insert(string text, Random random) => text.Insert(random.Next(text.Length + 1), Insertions[random.Next(Insertions.Length)]);

    private static string Delete(string text, Random random)
    {
        var (start, length) = Slice(text, random);
        return text.Remove(start, length);
    }

    private static string Repeat(string text, Random random)
    {
        var (start, length) = Slice(text, random);
        return text.Insert(start, text.Substring(start, length));
    }

    private static string Swap(string text, Random random)
    {
        var (one, two) = (random.Next(text.Length), random.Next(text.Length));
        return Put(Put(text, one, text[two]), two, text[one]);
    }

    private static string Move(string text, Random random)
    {
        var (start, length) = Slice(text, random);
        var rest = text.Remove(start, length);
        return rest.Insert(random.Next(rest.Length + 1), text.Substring(start, length));
    }

    private static string Cut(string text, Random random) => random.Next(2) == 0 ? text[..random.Next(text.Length)] : text[random.Next(text.Length)..];

    private static string Grow(string text, Random random) => text.Insert(random.Next(text.Length + 1), new string(text[random.Next(text.Length)], 1 << random.Next(15)));

    private static string Case(string text, Random random)
    {
        var index = random.Next(text.Length);
        return Put(text, index, char.IsUpper(text[index]) ? char.ToLowerInvariant(text[index]) : char.ToUpperInvariant(text[index]));
    }

    private static string Escape(string text, Random random)
    {
        var index = random.Next(text.Length);
        return $"{text[..index]}\\u{(int)text[index]:x4}{text[(index + 1)..]}";
    }

    private static (int Start, int Length) Slice(string text, Random random)
    {
        var start = random.Next(text.Length);
        return (start, random.Next(1, Math.Min(text.Length - start, 40) + 1));
    }

    private static string Put(string text, int index, char letter) => new StringBuilder(text) { [index] = letter }.ToString();
}
