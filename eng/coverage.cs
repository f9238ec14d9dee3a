// Line and branch coverage of the folders that decide, over the suites that test them: dotnet run eng/coverage.cs [least percentage]
// A line counts as covered if any suite covers it; of its branches the best suite counts, so that the branch figure is a lower bound.
using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;

string[] suites = ["tests/ApiAuth.Middleware.Tests", "tests/ApiAuth.Middleware.Security.Tests"];
string[] folders = ["Authentication", "Tokens", "Jws", "Keys", "Scopes", "Challenges"];
var least = args.Length > 0 ? double.Parse(args[0], CultureInfo.InvariantCulture) : 0;
var results = Directory.CreateTempSubdirectory("apiauth-coverage").FullName;

foreach (var suite in suites)
{
    // One test starts a program that loads the package a second time, and the collector would keep the figures of that copy alone; RefusalCostTests
    // measure what the collector makes slow.
    string[] arguments = ["test", suite, "--nologo", "-v", "q", "--filter", "FullyQualifiedName!~An_app_that_pins_an_older_package&FullyQualifiedName!~RefusalCostTests", "--collect", "Code Coverage;Format=cobertura", "--results-directory", results];
    using var run = Process.Start(new ProcessStartInfo("dotnet", arguments) { Environment = { ["APIAUTH_FUZZ_COUNT"] = "20000" } })!;
    await run.WaitForExitAsync();
    if (run.ExitCode != 0)
        return run.ExitCode;
}

var lines = new Dictionary<(string File, int Number), (bool Hit, int Covered, int Branches)>();
foreach (var report in Directory.EnumerateFiles(results, "*.cobertura.xml", SearchOption.AllDirectories))
    foreach (var type in XDocument.Load(report).Descendants("class"))
        foreach (var line in type.Descendants("line"))
            Add(((string)type.Attribute("filename")!).Replace('\\', '/'), line);
Directory.Delete(results, recursive: true);

Console.WriteLine($"{"folder",-16}{"lines",16}{"branches",18}");
var isEnough = true;
foreach (var folder in folders)
{
    var own = lines.Where(line => line.Key.File.Contains($"src/ApiAuth.Middleware/{folder}/", StringComparison.Ordinal)).Select(line => line.Value).ToArray();
    var (hit, covered, branches) = (own.Count(line => line.Hit), own.Sum(line => line.Covered), own.Sum(line => line.Branches));
    isEnough &= own.Length > 0 && Percent(hit, own.Length) >= least && Percent(covered, branches) >= least;
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{folder,-16}{hit,5} / {own.Length,-4}{Percent(hit, own.Length),5:F1}{covered,6} / {branches,-4}{Percent(covered, branches),6:F1}"));
}
foreach (var missed in lines.Where(line => IsDeciding(line.Key.File) && (!line.Value.Hit || line.Value.Covered < line.Value.Branches)).OrderBy(line => line.Key))
    Console.WriteLine($"{(missed.Value.Hit ? $"{missed.Value.Covered} of {missed.Value.Branches} branches" : "not covered")}: {missed.Key.File[missed.Key.File.IndexOf("src/", StringComparison.Ordinal)..]}:{missed.Key.Number}");
return isEnough ? 0 : 1;

bool IsDeciding(string file) => Array.Exists(folders, folder => file.Contains($"src/ApiAuth.Middleware/{folder}/", StringComparison.Ordinal));

void Add(string file, XElement line)
{
    var key = (file, (int)line.Attribute("number")!);
    var branches = Regex.Match((string?)line.Attribute("condition-coverage") ?? "", @"\((?<covered>\d+)/(?<all>\d+)\)", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking);
    var (covered, all) = branches.Success ? (Number(branches, "covered"), Number(branches, "all")) : (0, 0);
    var known = lines.GetValueOrDefault(key);
    lines[key] = (known.Hit || (long)line.Attribute("hits")! > 0, Math.Max(known.Covered, covered), Math.Max(known.Branches, all));
}

static int Number(Match match, string group) => int.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture);

static double Percent(int part, int whole) => whole == 0 ? 100 : 100.0 * part / whole;
