// Takes every check out of the package in turn, builds, and runs the suites until one test fails: dotnet run eng/mutate.cs [part of a mutation's name]
// Works in a clone beside the repository's temporary files, so that the tree is left alone; writes docs/mutations.md when all were run.
using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;

const string Source = "src/ApiAuth.Middleware";
string[] suites = ["tests/ApiAuth.Middleware.Security.Tests", "tests/ApiAuth.Middleware.Tests"];

var root = Output("git", ["rev-parse", "--show-toplevel"]).Trim();
var clone = Directory.CreateTempSubdirectory("apiauth-mutants").FullName;
Run("git", ["clone", "--quiet", "--local", root, clone], ".");
var mutations = CheckMutations().Concat(RuleMutations()).Where(mutation => args.Length == 0 || mutation.Name.Contains(args[0], StringComparison.OrdinalIgnoreCase)).ToArray();

foreach (var mutation in mutations)
    if (File.ReadAllText(Path.Combine(clone, Source, mutation.File)).Split(mutation.Find).Length != 2)
        throw new InvalidOperationException($"{mutation.Name}: \"{mutation.Find}\" does not stand in {mutation.File} exactly once.");

var table = new StringBuilder();
var survivors = 0;
foreach (var mutation in mutations)
{
    var path = Path.Combine(clone, Source, mutation.File);
    var right = await File.ReadAllTextAsync(path);
    await File.WriteAllTextAsync(path, right.Replace(mutation.Find, mutation.Replace, StringComparison.Ordinal));
    var verdict = Examine();
    await File.WriteAllTextAsync(path, right);

    survivors += verdict is null ? 1 : 0;
    var line = $"| {mutation.Name} | `{mutation.File}` | {(verdict is null ? "**no test failed**" : $"`{verdict}`")} |";
    Console.WriteLine(line);
    table.AppendLine(line);
}
Directory.Delete(clone, recursive: true);

if (args.Length == 0)
    await File.WriteAllTextAsync(Path.Combine(root, "docs/mutations.md"), $"""
        # Mutations

        Each check of the package was taken out in turn, and the suites were run until the first test failed: `dotnet run eng/mutate.cs`. A check that no test misses would be a check that nobody needs, or a test that is missing.

        Run on {TimeProvider.System.GetUtcNow():yyyy-MM-dd} at {Output("git", ["rev-parse", "--short", "HEAD"]).Trim()}: {mutations.Length} mutations, {survivors} survived.

        | what was taken out | where | the first test that failed |
        | --- | --- | --- |
        {table.ToString().TrimEnd()}

        """.Replace("\r\n", "\n", StringComparison.Ordinal));
return survivors;

// Each line of the list of checks, commented out.
IEnumerable<Mutation> CheckMutations() =>
    Regex.Matches(File.ReadAllText(Path.Combine(root, Source, "Tokens/AccessTokenChecks.cs")), "^        (?<name>[A-Z][A-Za-z]+), +//", RegexOptions.Multiline | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)
        .Select(match => new Mutation($"the check {match.Groups["name"].Value}", "Tokens/AccessTokenChecks.cs", $"        {match.Groups["name"].Value},", $"        // {match.Groups["name"].Value},"));

static Mutation[] RuleMutations() =>
[
    new("the greatest length", "Tokens/TokenValidation.cs", "if (token.Length > rules.MaxLength)", "if (token.Length > int.MaxValue - 1)"),
    new("the refusal of bound tokens (cnf)", "Tokens/TokenValidation.cs", "error ??= AccessTokenChecks.IsNotSenderConstrained(jws.Payload);", ""),
    new("canonical base64url of the header", "Jws/CompactJws.cs", "!Base64UrlText.IsCanonical(text[ranges[0]]) || ", ""),
    new("canonical base64url of the payload", "Jws/CompactJws.cs", "!Base64UrlText.IsCanonical(text[ranges[1]]) || ", ""),
    new("canonical base64url of the signature", "Jws/CompactJws.cs", " || !Base64UrlText.IsCanonical(text[ranges[2]])", ""),
    new("exactly three parts", "Jws/CompactJws.cs", "text.Split(ranges, '.') != 3", "text.Split(ranges, '.') < 3"),
    new("no bits beyond the end (two letters)", "Jws/Base64UrlText.cs", "2 => LastOfTwo.Contains(text[^1]),", "2 => true,"),
    new("no bits beyond the end (three letters)", "Jws/Base64UrlText.cs", "3 => LastOfThree.Contains(text[^1]),", "3 => true,"),
    new("no length of 4n+1", "Jws/Base64UrlText.cs", "_ => false,", "_ => true,"),
    new("UTF-8", "Jws/StrictJson.cs", "if (!Utf8.IsValid(utf8))", "if (utf8.IsEmpty)"),
    new("no member twice", "Jws/StrictJson.cs", "AllowDuplicateProperties = false", "AllowDuplicateProperties = true"),
    new("bounded depth", "Jws/StrictJson.cs", "MaxDepth = 32", "MaxDepth = 1000"),
    new("an object", "Jws/StrictJson.cs", "element.ValueKind == JsonValueKind.Object && ", ""),
    new("no half of a surrogate pair", "Jws/StrictJson.cs", "&& (!MayHoldSurrogate(utf8) || IsUnicode(element))", ""),
    .. "crit b64 zip enc cty".Split(' ').Select(member => new Mutation($"the refusal of {member}", "Jws/JwsHeader.cs", $"\"{member}\"{(member == "cty" ? "]" : ", ")}", member == "cty" ? "]" : "")),
    new("kid is a string", "Jws/JwsHeader.cs", "&& kid.ValueKind != JsonValueKind.String)", "&& kid.ValueKind == JsonValueKind.Undefined)"),
    new("the signature", "Jws/JwsSignature.cs", "key.ProviderFor(algorithm).Verify(jws.SigningInput, 0, jws.SigningInput.Length, jws.Signature, 0, jws.Signature.Length);", "jws.Signature.Length > 0;"),
    new("without kid exactly one key", "Keys/KeySet.cs", "is [var only] ? [only] : []", "is [var only, ..] ? [only] : []"),
    new("a single key with the kid fits", "Keys/KeySet.cs", "keys is [var single] && single.Fits(algorithm)", "keys is [_]"),
    new("several keys with one kid fit", "Keys/KeySet.cs", "[.. keys.Where(key => key.Fits(algorithm)).Take(MaxCandidates)]", "[.. keys.Take(MaxCandidates)]"),
    new("at most four tries", "Keys/KeySet.cs", ".Take(MaxCandidates)", ""),
    new("the key's own alg", "Keys/SigningKey.cs", "(jwk.Alg is null || jwk.Alg == algorithm)", "true"),
    new("RSA for RS and PS", "Keys/SigningKey.cs", "=> jwk.Kty == JsonWebAlgorithmsKeyTypes.RSA,", "=> true,"),
    new("P-256 for ES256", "Keys/SigningKey.cs", "\"ES256\" => jwk.Crv == JsonWebKeyECTypes.P256,", "\"ES256\" => jwk.Crv is not null,"),
    new("P-384 for ES384", "Keys/SigningKey.cs", "\"ES384\" => jwk.Crv == JsonWebKeyECTypes.P384,", "\"ES384\" => jwk.Crv is not null,"),
    new("P-521 for ES512", "Keys/SigningKey.cs", "\"ES512\" => jwk.Crv == JsonWebKeyECTypes.P521,", "\"ES512\" => jwk.Crv is not null,"),
    new("no secret members in a key", "Keys/JwkReader.cs", "if (Array.Exists(SecretMembers, name => element.TryGetProperty(name, out _)))", "if (element.TryGetProperty(\"never\", out _))"),
    new("use is sig", "Keys/JwkReader.cs", "is { } use && use != \"sig\"", "is { } use && use == \"never\""),
    new("key_ops hold verify", "Keys/JwkReader.cs", "return MayVerify(element) ? null : ", "return true ? null : "),
    new("kid, alg and use of a key are strings", "Keys/JwkReader.cs", "if (HasWrongType(element, \"kid\") || HasWrongType(element, \"alg\") || HasWrongType(element, \"use\"))", "if (HasWrongType(element, \"never\"))"),
    new("RSA of 2048 bits", "Keys/JwkReader.cs", "if (size < 2048)", "if (size < 16)"),
    new("a decent RSA exponent", "Keys/JwkReader.cs", "if (BitLength(exponent) is < 2 or > 64 || exponent[^1] % 2 == 0)", "if (exponent.Length == 0)"),
    new("x5c holds the same key", "Keys/JwkReader.cs", "if (!import())", "if (!import() && jwk.Kty is null)"),
    new("discovery is of our issuer", "Keys/KeyFetch.cs", "if (metadata.Issuer != settings.Issuer)", "if (metadata.Issuer is null)"),
    new("jwks_uri is https", "Keys/KeyFetch.cs", "|| !MayFetch(jwksUri))", ")"),
    new("a set without a usable key replaces nothing", "Keys/KeyFetch.cs", "return keys.Count == 0", "return keys.Count < 0"),
    new("only 200 is an answer", "Keys/BoundedDocument.cs", "if (response.StatusCode != HttpStatusCode.OK)", "if (response.StatusCode == 0)"),
    new("the document limit", "Keys/BoundedDocument.cs", "if (length > maxSize)", "if (length > int.MaxValue - 1)"),
    new("a remembered token's times", "Tokens/RememberedToken.cs", "IsWithinItsTimes(now, clockSkew) && ", ""),
    new("a remembered token's key", "Tokens/RememberedToken.cs", "!key.IsWithdrawn && ", ""),
    new("a remembered token's issuer serves", "Tokens/RememberedToken.cs", " && issuer.IsServing(now)", ""),
    new("exp at most ten years ahead", "Tokens/AccessTokenChecks.cs", "TimeSpan.FromDays(3653)", "TimeSpan.FromDays(3_000_000)"),
    new("the edge of exp", "Tokens/AccessTokenChecks.cs", "token.Now >= expiry + token.Rules.ClockSkew", "token.Now > expiry + token.Rules.ClockSkew"),
    new("the edge of nbf and iat", "Tokens/AccessTokenChecks.cs", "time > token.Now + token.Rules.ClockSkew", "time >= token.Now + token.Rules.ClockSkew"),
    new("a text is not empty", "Tokens/AccessTokenChecks.cs", "claim.GetString()!.Length > 0", "claim.GetString() is not null"),
    new("the profile's typ", "Tokens/AccessTokenChecks.cs", "if (token.Header.Type is not { ValueKind: JsonValueKind.String } type || !IsMediaType(type.GetString()!, \"at+jwt\"))", "if (token.Now.Year == 1)"),
    new("the profile's client_id", "Tokens/AccessTokenChecks.cs", "return RequireText(token, \"client_id\") ?? ", "return "),
    new("the profile's jti", "Tokens/AccessTokenChecks.cs", "?? RequireText(token, \"jti\") ", ""),
    new("the profile's iat", "Tokens/AccessTokenChecks.cs", "(token.Claims.TryGetProperty(\"iat\", out _) ? null : Missing(\"iat\"))", "null"),
    new("times are not negative nor beyond the year 9999", "Tokens/NumericDate.cs", " || !(seconds is >= 0 and <= Max)", ""),
    new("scp only where scope is absent", "Tokens/ScopeClaim.cs", "if (!claims.TryGetProperty(\"scope\", out var value) && !claims.TryGetProperty(\"scp\", out value))", "if (!claims.TryGetProperty(\"scp\", out var value) && !claims.TryGetProperty(\"scope\", out value))"),
    new("an array's member is one word", "Tokens/ScopeClaim.cs", ".Where(IsScope)", ""),
    new("arrays are of strings", "Tokens/ClaimJson.cs", "if (item.ValueKind != JsonValueKind.String)", "if (item.ValueKind == JsonValueKind.Undefined)"),
    new("scopes are compared in case", "Tokens/AccessToken.cs", "string.Equals(words[i], word, StringComparison.Ordinal)", "string.Equals(words[i], word, StringComparison.OrdinalIgnoreCase)"),
    new("claims are found in case", "Tokens/AccessTokenIdentity.cs", "claim.Type == type", "claim.Type.Equals(type, StringComparison.OrdinalIgnoreCase)"),
    new("one token", "Authentication/Credentials.cs", "_ => Repeated,", "_ => FromHeader(header[0] ?? \"\"),"),
    new("one word", "Authentication/Credentials.cs", "token.IsEmpty || token.Span.ContainsAny(\" \\t,\") ? NotOneToken", "token.IsEmpty ? NotOneToken"),
    new("no-store", "Authentication/Refusals.cs", "response.Headers.CacheControl = \"no-store\";", ""),
];

// The name of the first test that failed; null if none did. A mutant that does not build shows nothing.
string? Examine()
{
    foreach (var suite in suites)
    {
        var build = Run("dotnet", ["build", suite, "--nologo", "-v", "q", "-p:TreatWarningsAsErrors=false", "-p:RunAnalyzers=false"], clone);
        if (build.ExitCode != 0)
            throw new InvalidOperationException(build.Text);
        var program = Path.Combine(clone, suite, "bin/Debug/net10.0", Path.GetFileName(suite));
        var tests = Run(program, ["-noColor", "-stopOnFail", "-class-", "*RefusalCostTests"], clone);
        if (tests.ExitCode != 0)
            return Regex.Match(tests.Text, @"(?<name>[A-Za-z]+\.[A-Za-z0-9_]+)(?:\([^\n]*)? \[FAIL\]", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking) is { Success: true } match ? match.Groups["name"].Value : "the suite ended";
    }
    return null;
}

static string Output(string program, string[] arguments) => Run(program, arguments, ".") is { ExitCode: 0 } result ? result.Text : throw new InvalidOperationException($"{program} failed.");

static (int ExitCode, string Text) Run(string program, string[] arguments, string folder)
{
    var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false, Environment = { ["APIAUTH_FUZZ_COUNT"] = "20000" } };
    using var process = Process.Start(start)!;
    process.ErrorDataReceived += (_, _) => { };
    process.BeginErrorReadLine();
    var text = process.StandardOutput.ReadToEnd();
    process.WaitForExit();
    return (process.ExitCode, text);
}

#pragma warning disable MA0047 // A program of one file has no namespace.
sealed record Mutation(string Name, string File, string Find, string Replace);
