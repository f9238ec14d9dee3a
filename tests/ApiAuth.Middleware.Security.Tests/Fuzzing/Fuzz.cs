using System.Globalization;

namespace ApiAuth.Middleware.Security.Tests.Fuzzing;

/// <summary>How long the fuzzers run and from which seed; each mutation has a generator of its own, so that one can be repeated alone.</summary>
static class Fuzz
{
    /// <summary><c>APIAUTH_FUZZ_SEED</c>; every failure names it.</summary>
    public static int Seed { get; } = Read("APIAUTH_FUZZ_SEED", 20_260_101);

    /// <summary><c>APIAUTH_FUZZ_COUNT</c>: mutations of tokens; header values are a fifth of it, documents a fiftieth.</summary>
    public static int Count { get; } = Read("APIAUTH_FUZZ_COUNT", 100_000);

    public static Random At(int seed, int index) => new(unchecked((seed * 397) ^ (index * 7919)));

    public static string Name(int seed, int index) => $"APIAUTH_FUZZ_SEED={seed}, mutation {index}";

    private static int Read(string variable, int otherwise) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;
}
