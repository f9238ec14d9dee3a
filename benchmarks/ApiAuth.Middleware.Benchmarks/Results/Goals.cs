using System.Globalization;
using BenchmarkDotNet.Reports;

namespace ApiAuth.Middleware.Benchmarks.Results;

/// <summary>What the figures of one class's run have to show: ratios of medians, never times.</summary>
sealed class Goals(Summary summary)
{
    private static readonly string[] Algorithms = ["RS256", "PS256", "ES256"];
    private static readonly (string Refused, double Most)[] MostForRefusals = [("expired", 0.35), ("unknown issuer", 0.35), ("malformed", 1.0)];

    /// <summary>The rows of a Markdown table: case, goal, measured, whether it is met.</summary>
    public IEnumerable<string> Rows(string benchmarks) => (benchmarks switch
    {
        nameof(RequestBenchmarks) => Requests(),
        nameof(ValidationBenchmarks) => Validation(),
        nameof(RefusalBenchmarks) => Refusals(),
        nameof(CostBoundBenchmarks) => CostBounds(),
        nameof(LiveTokenBenchmarks) => LiveTokens(),
        nameof(ThreadBenchmarks) => Threads(),
        _ => [],
    }).Select(goal => goal.ToString());

    private IEnumerable<Goal> Requests()
    {
        var (floor, repeated, jwtBearer, stream) = (Of("Floor"), Of("OursRepeated"), Of("JwtBearer"), Of("JwtBearerStream"));
        yield return AtMost("repeated token, time", 1.25, "floor", Time(repeated) / Time(floor));
        yield return new("repeated token, bytes", "≤ floor + 600 B", $"floor + {Bytes(repeated) - Bytes(floor)} B", Bytes(repeated) <= Bytes(floor) + 600);
        yield return AtLeast("repeated token beside JwtBearer", 7, "as fast", Time(jwtBearer) / Time(repeated));
        yield return Shown("repeated token, header object new each time", $"{Times(Time(Of("OursRepeatedInNewHeader")) / Time(floor))} floor, of which SHA-256 {Times(Time(Of("HashAlone")) / Time(floor))} floor");
        yield return AtMost("1,000 tokens in turn", 1.5, "floor", Time(Of("OursThousandInTurn")) / Time(floor));
        yield return AtMost("first-seen token, time", 1.0, "JwtBearer", Time(Of("OursFirstSeen")) / Time(stream));
        yield return AtMost("first-seen token, bytes", 0.7, "JwtBearer", (double)Bytes(Of("OursFirstSeen")) / Bytes(stream));
    }

    private IEnumerable<Goal> Validation() => Algorithms.Select(algorithm =>
        AtMost($"first-seen token, validator alone, {algorithm}", 1.25, "raw verification", Time(Of("Ours", algorithm)) / Time(Of("RawSignature", algorithm))));

    private IEnumerable<Goal> Refusals() => MostForRefusals.Select(row =>
        AtMost($"refused: {row.Refused}", row.Most, "JwtBearer", Time(Of("Ours", row.Refused)) / Time(Of("JwtBearer", row.Refused))));

    private IEnumerable<Goal> CostBounds()
    {
        var pairs = summary.Reports.GroupBy(report => report.BenchmarkCase.Parameters.DisplayInfo, StringComparer.Ordinal)
            .Select(pair => (Refused: pair.Single(report => !report.BenchmarkCase.Descriptor.Baseline), Accepted: pair.Single(report => report.BenchmarkCase.Descriptor.Baseline))).ToList();
        yield return AtMost("dearest refusal, time", 3, "first acceptance of the same size", pairs.Max(pair => Time(pair.Refused) / Time(pair.Accepted)));
        yield return AtMost("dearest refusal, bytes", 3, "first acceptance of the same size", pairs.Max(pair => (double)Bytes(pair.Refused) / Bytes(pair.Accepted)));
    }

    private IEnumerable<Goal> LiveTokens()
    {
        yield return AtMost("look-up among 100,000 live tokens", 2, "among 100", Time(Of("HundredInTurn", "100000")) / Time(Of("HundredInTurn", "100")));
        yield return Shown("all 100,000 in turn, out of the processor's caches and hashed", $"{Times(Time(Of("AllInTurn", "100000")) / Time(Of("AllInTurn", "100")))} a hundred in turn");
    }

    private IEnumerable<Goal> Threads()
    {
        yield return AtLeast("two threads", 1.5, "one", Time(Of("Ours", "1")) / Time(Of("Ours", "2")));
        yield return Shown("two threads, the floor", $"{Times(Time(Of("Floor", "1")) / Time(Of("Floor", "2")))} one");
    }

    private BenchmarkReport Of(string method, string? parameter = null) => summary.Reports.Single(report =>
        report.BenchmarkCase.Descriptor.WorkloadMethod.Name == method
        && (parameter is null || report.BenchmarkCase.Parameters.Items.Single().Value.ToString() == parameter));

    private static double Time(BenchmarkReport report) => report.ResultStatistics!.Median;

    private static long Bytes(BenchmarkReport report) => report.GcStats.GetBytesAllocatedPerOperation(report.BenchmarkCase)!.Value;

    private static Goal AtMost(string name, double most, string baseline, double ratio) => new(name, $"≤ {Number(most)} × {baseline}", Times(ratio), ratio <= most);

    private static Goal AtLeast(string name, double least, string baseline, double ratio) => new(name, $"≥ {Number(least)} × {baseline}", Times(ratio), ratio >= least);

    private static Goal Shown(string name, string measured) => new(name, "", measured, null);

    private static string Times(double ratio) => $"{ratio.ToString("0.00", CultureInfo.InvariantCulture)} ×";

    private static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);

    private sealed record Goal(string Name, string Wanted, string Measured, bool? IsMet)
    {
        public override string ToString() => $"| {Name} | {Wanted} | {Measured} | {IsMet switch { true => "met", false => "**missed**", null => "" }} |";
    }
}
