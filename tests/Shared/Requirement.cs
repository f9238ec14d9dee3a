using System.Collections.Concurrent;

namespace ApiAuth.Tests;

/// <summary>
/// A tool that a test needs and that a machine may lack. The test skips and says what to install; with <c>APIAUTH_REQUIRE_ALL=1</c>, as in CI, it fails instead.
/// </summary>
static class Requirement
{
    private static readonly bool all = Environment.GetEnvironmentVariable("APIAUTH_REQUIRE_ALL") == "1";
    private static readonly ConcurrentDictionary<string, bool> told = new(StringComparer.Ordinal);

    public static void Check(bool isThere, string otherwise)
    {
        if (all)
            Assert.True(isThere, $"{otherwise} (APIAUTH_REQUIRE_ALL=1: nothing may be skipped.)");
        if (!isThere && told.TryAdd(otherwise, true))
            TestContext.Current.SendDiagnosticMessage("Tests are skipped. {0}", otherwise); // the runner says which tests, and not why
        Assert.SkipUnless(isThere, otherwise);
    }

    /// <summary>Whether a command is on the path.</summary>
    public static bool IsCommand(string name) => Find(name) is not null;

    /// <summary>Where a command is; null if it is nowhere on the path.</summary>
    public static string? Find(string name)
    {
        var file = OperatingSystem.IsWindows() ? $"{name}.exe" : name;
        return (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Select(folder => Path.Combine(folder, file)).FirstOrDefault(File.Exists);
    }
}
