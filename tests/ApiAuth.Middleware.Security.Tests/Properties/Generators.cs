using FsCheck;
using FsCheck.Fluent;

namespace ApiAuth.Middleware.Security.Tests.Properties;

/// <summary>Scopes and claims as RFC 6749 §3.3 and RFC 7519 allow them, and as they do not.</summary>
static class Generators
{
    private const string Letters = "abcXYZ019:/.-_~!#$%&'()*+,;=?@[]^`{|}";

    /// <summary>NQCHAR: printable ASCII but space, quote and backslash.</summary>
    public static Gen<string> Scope { get; } = Gen.Elements(Letters.ToCharArray()).NonEmptyListOf().Select(letters => string.Concat(letters.Take(12)));

    public static Gen<string[]> Scopes { get; } = Scope.ListOf().Select(words => words.Distinct(StringComparer.Ordinal).Take(12).ToArray());

    public static Config Config(int count = 200) => FsCheck.Config.QuickThrowOnFailure.WithMaxTest(count);
}
