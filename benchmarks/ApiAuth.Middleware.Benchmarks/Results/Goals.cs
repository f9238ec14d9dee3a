using System.Globalization;
using BenchmarkDotNet.Reports;

namespace ApiAuth.Middleware.Benchmarks.Results;

/// <summary>What the figures of one run have to show: ratios of medians, never times.</summary>
sealed class Goals(IReadOnlyList<Summary> summaries, long bytesPerToken)
{
    /// <summary>A Markdown table: case, goal, measured, whether it is met.</summary>
    public string ToMarkdown() => $"| case | goal | measured | |\n| --- | --- | --- | --- |\n{string.Join('\n', All())}";

    private IEnumerable<Goal> All()
    {
        var (floor, repeated) = (Request("Floor"), Request("OursRepeated"));
        var (jwtBearer, stream) = (Request("JwtBearer"), Request("JwtBearerStream"));
        yield return AtMost("repeated token, time", 1.25, "floor", Time(repeated) / Time(floor));
        yield return new("repeated token, bytes", "≤ floor + 600 B", $"floor + {Bytes(repeated) - Bytes(floor)} B", Bytes(repeated) <= Bytes(floor) + 600);
        yield return new("repeated token beside JwtBearer", "≥ 7 × faster", Times(Time(jwtBearer) / Time(repeated)), Time(jwtBearer) / Time(repeated) >= 7);
        yield return Shown("repeated token, header object new each time", $"{Times(Time(Request("OursRepeatedInNewHeader")) / Time(floor))} floor, of which SHA-256 {Times(Time(Request("HashAlone")) / Time(floor))} floor");
        yield return AtMost("1,000 tokens in turn", 1.5, "floor", Time(Request("OursThousandInTurn")) / Time(floor));
        yield return AtMost("first-seen token, time", 1.0, "JwtBearer", Time(Request("OursFirstSeen")) / Time(stream));
        yield return AtMost("first-seen token, bytes", 0.7, "JwtBearer", (double)Bytes(Request("OursFirstSeen")) / Bytes(stream));
        foreach (var algorithm in new[] { "RS256", "PS256", "ES256" })
            yield return AtMost($"first-seen token, validator alone, {algorithm}", 1.25, "raw verification",
                Time(Of("ValidationBenchmarks", "Ours", algorithm)) / Time(Of("ValidationBenchmarks", "RawSignature", algorithm)));
        yield return Refusal("expired", 0.35);
        yield return Refusal("unknown issuer", 0.35);
        yield return Refusal("malformed", 1.0);
        foreach (var benchmark in new[] { "HundredInTurn", "AllInTurn" })
            yield return AtMost($"100,000 live tokens, {(benchmark == "AllInTurn" ? "all" : "a hundred")} in turn", 2, "that with 100",
                Time(Of("LiveTokenBenchmarks", benchmark, "100000")) / Time(Of("LiveTokenBenchmarks", benchmark, "100")));
        yield return new("a remembered token", "≤ 2,048 B", $"{bytesPerToken.ToString("N0", CultureInfo.InvariantCulture)} B", bytesPerToken <= 2048);
        var threads = Time(Of("ThreadBenchmarks", "Run", "1")) / Time(Of("ThreadBenchmarks", "Run", "2"));
        yield return new("two threads", "≥ 1.5 × one", Times(threads), threads >= 1.5);
    }

    private Goal Refusal(string refused, double most) =>
        AtMost($"refused: {refused}", most, "JwtBearer", Time(Of("RefusalBenchmarks", "Ours", refused)) / Time(Of("RefusalBenchmarks", "JwtBearer", refused)));

    private BenchmarkReport Request(string method) => Of("RequestBenchmarks", method, parameter: null);

    private BenchmarkReport Of(string type, string method, string? parameter) => summaries.SelectMany(summary => summary.Reports).Single(report =>
        report.BenchmarkCase.Descriptor.Type.Name == type && report.BenchmarkCase.Descriptor.WorkloadMethod.Name == method
        && (parameter is null || report.BenchmarkCase.Parameters.Items.Single().Value.ToString() == parameter));

    private static double Time(BenchmarkReport report) => report.ResultStatistics!.Median;

    private static long Bytes(BenchmarkReport report) => report.GcStats.GetBytesAllocatedPerOperation(report.BenchmarkCase)!.Value;

    private static Goal AtMost(string name, double most, string baseline, double ratio) =>
        new(name, $"≤ {most.ToString("0.0#", CultureInfo.InvariantCulture)} × {baseline}", Times(ratio), ratio <= most);

    private static Goal Shown(string name, string measured) => new(name, "", measured, null);

    private static string Times(double ratio) => $"{ratio.ToString("0.00", CultureInfo.InvariantCulture)} ×";

    private sealed record Goal(string Name, string Wanted, string Measured, bool? IsMet)
    {
        public override string ToString() => $"| {Name} | {Wanted} | {Measured} | {IsMet switch { true => "met", false => "**missed**", null => "" }} |";
    }
}
