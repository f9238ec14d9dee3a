// Takes every check out of the package in turn, builds it, and runs the suites until one test fails: dotnet run eng/mutate.cs [parts of mutations' names]
// Works on what is committed, in a clone among the temporary files, so that the tree is left alone; writes docs/mutations.md when all were run.
using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;

const string Source = "src/ApiAuth.Middleware";
const string Assembly = "ApiAuth.Middleware.dll";
string[] quick = ["--nologo", "-v", "q", "-p:TreatWarningsAsErrors=false", "-p:RunAnalyzers=false"];
string[] suites = ["tests/ApiAuth.Middleware.Security.Tests", "tests/ApiAuth.Middleware.Tests"];

var root = Output("git", ["rev-parse", "--show-toplevel"]).Trim();
var clone = Directory.CreateTempSubdirectory("apiauth-mutants").FullName;
Run("git", ["clone", "--quiet", "--local", root, clone], ".");
var mutations = CheckMutations().Concat(RuleMutations()).Where(mutation => args.Length == 0 || args.Any(part => mutation.Name.Contains(part, StringComparison.OrdinalIgnoreCase))).ToArray();

foreach (var mutation in mutations)
    if (File.ReadAllText(Path.Combine(clone, Source, mutation.File)).Split(mutation.Find).Length != 2)
        throw new InvalidOperationException($"{mutation.Name}: \"{mutation.Find}\" does not stand in {mutation.File} exactly once.");

foreach (var suite in suites)
{
    Built(Run("dotnet", ["build", suite, .. quick], clone));
    if (FirstFailure(suite, []) is { } failure)
        throw new InvalidOperationException($"With every check in place: {failure}");
}

var table = new StringBuilder();
var (run, survivors) = (0, 0);
foreach (var mutation in mutations)
{
    var path = Path.Combine(clone, Source, mutation.File);
    var right = await File.ReadAllTextAsync(path);
    await File.WriteAllTextAsync(path, right.Replace(mutation.Find, mutation.Replace, StringComparison.Ordinal));
    var verdict = Examine(mutation.File);
    await File.WriteAllTextAsync(path, right);

    survivors += verdict is null || verdict.Contains("does not build", StringComparison.Ordinal) ? 1 : 0;
    var line = $"| {mutation.Name} | `{mutation.File}` | {verdict ?? "**no test failed**"} |";
    Console.WriteLine(line);
    table.AppendLine(line);
    if (args.Length == 0)
        await WriteAsync();
}
Directory.Delete(clone, recursive: true);
return survivors;

// After each, so that a run that is cut short has shown something.
Task WriteAsync() => File.WriteAllTextAsync(Path.Combine(root, "docs/mutations.md"), $"""
    # Mutations

    Each check of the package was taken out in turn, and the suites were run until the first test failed: `dotnet run eng/mutate.cs`. A check that no test misses would be a check that nobody needs, or a test that is missing. "The suite does not end" is a failure too: without the check somebody asks again for ever.

    Run on {TimeProvider.System.GetUtcNow():yyyy-MM-dd} at {Output("git", ["-C", clone, "rev-parse", "--short", "HEAD"]).Trim()}: {++run} of {mutations.Length} mutations, {survivors} survived.

    | what was taken out | where | the first test that failed |
    | --- | --- | --- |
    {table.ToString().TrimEnd()}

    """.Replace("\r\n", "\n", StringComparison.Ordinal));

// Each line of the list of checks, commented out.
IEnumerable<Mutation> CheckMutations() =>
    Regex.Matches(File.ReadAllText(Path.Combine(root, Source, "Tokens/AccessTokenChecks.cs")), "^        (?<name>[A-Z][A-Za-z]+), +//", RegexOptions.Multiline | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)
        .Select(match => new Mutation($"the check {match.Groups["name"].Value}", "Tokens/AccessTokenChecks.cs", $"        {match.Groups["name"].Value},", $"        // {match.Groups["name"].Value},"));

static Mutation[] RuleMutations() =>
[
    new("the greatest length", "Tokens/TokenValidation.cs", "if (token.Length > rules.MaxLength)", "if (token.Length > int.MaxValue - 1)"),
    new("the refusal of bound tokens (cnf)", "Tokens/TokenValidation.cs", "error ??= AccessTokenChecks.IsNotSenderConstrained(claims);", ""),
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
    new("a bounded number of values", "Jws/StrictJson.cs", "if (HoldsMoreThan(maxValues, utf8))", "if (maxValues < 0)"),
    new("an object", "Jws/StrictJson.cs", "element.ValueKind == JsonValueKind.Object && ", ""),
    new("no half of a surrogate pair", "Jws/StrictJson.cs", "&& (!MayHoldSurrogate(utf8) || IsUnicode(element))", ""),
    .. "crit b64 zip enc cty".Split(' ').Select(member => new Mutation($"the refusal of {member}", "Jws/JwsHeader.cs", $"\"{member}\"{(member == "cty" ? "]" : ", ")}", member == "cty" ? "]" : "")),
    new("kid is a string", "Jws/JwsHeader.cs", "&& kid.ValueKind != JsonValueKind.String)", "&& kid.ValueKind == JsonValueKind.Undefined)"),
    new("the signature", "Jws/JwsSignature.cs", "key.ProviderFor(jws.Header.Algorithm!).Verify(jws.SigningInput, 0, jws.SigningInput.Length, jws.Signature, 0, jws.Signature.Length));", "jws.Signature.Length > 0);"),
    new("without kid exactly one key", "Keys/KeySet.cs", "is [var only] ? [only] : []", "is [var only, ..] ? [only] : []"),
    new("a single key with the kid fits", "Keys/KeySet.cs", "keys is [var single] && single.Fits(algorithm)", "keys is [_]"),
    new("several keys with one kid fit", "Keys/KeySet.cs", "[.. keys.Where(key => key.Fits(algorithm)).Take(MaxCandidates)]", "[.. keys.Take(MaxCandidates)]"),
    new("at most four tries", "Keys/KeySet.cs", ".Take(MaxCandidates)", ""),
    new("the key's own alg", "Keys/SigningKey.cs", "(jwk.Alg is null || jwk.Alg == algorithm)", "true"),
    new("RSA for RS and PS", "Keys/SigningKey.cs", "=> jwk.Kty == JsonWebAlgorithmsKeyTypes.RSA,", "=> true,"),
    new("P-256 for ES256", "Keys/SigningKey.cs", "\"ES256\" => jwk.Crv == JsonWebKeyECTypes.P256,", "\"ES256\" => jwk.Crv is not null,"),
    new("P-384 for ES384", "Keys/SigningKey.cs", "\"ES384\" => jwk.Crv == JsonWebKeyECTypes.P384,", "\"ES384\" => jwk.Crv is not null,"),
    new("P-521 for ES512", "Keys/SigningKey.cs", "\"ES512\" => jwk.Crv == JsonWebKeyECTypes.P521,", "\"ES512\" => jwk.Crv is not null,"),
    new("no secret members in a key", "Keys/JwkReader.cs", "if (Array.Exists(SecretMembers, name => Says(element, name, out _)))", "if (element.TryGetProperty(\"never\", out _))"),
    new("use is sig", "Keys/JwkReader.cs", "&& !use.ValueEquals(\"sig\")", "&& use.ValueEquals(\"never\")"),
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
    new("a text is not empty", "Tokens/AccessTokenChecks.cs", "!claim.ValueEquals(\"\")", "name.Length > 0"),
    new("the profile's typ", "Tokens/AccessTokenChecks.cs", "if (token.Header.Type is not { ValueKind: JsonValueKind.String } type || !IsMediaType(type.GetString()!, \"at+jwt\"))", "if (token.Now.Year == 1)"),
    new("the profile's client_id", "Tokens/AccessTokenChecks.cs", "return RequireText(token, \"client_id\") ?? ", "return "),
    new("the profile's jti", "Tokens/AccessTokenChecks.cs", "?? RequireText(token, \"jti\") ", ""),
    new("the profile's iat", "Tokens/AccessTokenChecks.cs", "(token.Claims.IssuedAt is null ? Missing(\"iat\") : null)", "null"),
    new("whole times are not negative nor beyond the year 9999", "Tokens/NumericDate.cs", "whole is >= 0 and <= Max ? whole * 1000 : null", "whole * 1000"),
    new("other times are not negative nor beyond the year 9999", "Tokens/NumericDate.cs", " && seconds is >= 0 and <= Max", ""),
    new("scp only where scope is absent", "Tokens/ScopeClaim.cs", "if (!claims.TryGet(\"scope\", out var value) && !claims.TryGet(\"scp\", out value))", "if (!claims.TryGet(\"scp\", out var value) && !claims.TryGet(\"scope\", out value))"),
    new("an array's member is one word", "Tokens/ScopeClaim.cs", ".Where(IsScope)", ""),
    new("arrays are of strings", "Tokens/ClaimJson.cs", "if (item.ValueKind != JsonValueKind.String)", "if (item.ValueKind == JsonValueKind.Undefined)"),
    new("scopes are compared in case", "Tokens/AccessToken.cs", "string.Equals(words[i], word, StringComparison.Ordinal)", "string.Equals(words[i], word, StringComparison.OrdinalIgnoreCase)"),
    new("claims are found in case", "Tokens/AccessTokenIdentity.cs", "claim.Type == type", "claim.Type.Equals(type, StringComparison.OrdinalIgnoreCase)"),
    new("one token", "Authentication/Credentials.cs", "_ => Repeated,", "_ => FromHeader(header[0] ?? \"\"),"),
    new("one word", "Authentication/Credentials.cs", "token.IsEmpty || token.Span.ContainsAny(\" \\t,\") ? NotOneToken", "token.IsEmpty ? NotOneToken"),
    new("no-store", "Authentication/Refusals.cs", "response.Headers.CacheControl = \"no-store\";", ""),
    new("a member without a value says nothing", "Keys/JwkReader.cs", "JsonValueKind.Null => false,", "JsonValueKind.Null => true,"),
    new("an alg that the key cannot check", "Keys/JwkReader.cs", "jwk.Alg is null || key.Fits(jwk.Alg) ? key", "jwk.Alg is null || jwk.Alg.Length > 0 ? key"),
    new("coordinates of full length", "Keys/JwkReader.cs", " || x.Length != curve.Length || y.Length != curve.Length", ""),
    new("base64url of a key's numbers", "Keys/JwkReader.cs", "!System.Buffers.Text.Base64Url.IsValid(text) || ", ""),
    new("no padding in a key's numbers", "Keys/JwkReader.cs", " || text.Contains('=')", ""),
    new("one array of keys", "Keys/JwksReader.cs", "member.NameEquals(\"keys\")) == 1", "member.NameEquals(\"keys\")) >= 1"),
    new("no member twice in a key", "Keys/JwksReader.cs", "AllowDuplicateProperties = false", "AllowDuplicateProperties = true"),
    new("a key that left says so", "Keys/KeySet.cs", "gone.Withdraw();", "_ = gone;"),
    new("keys that are too stale", "Keys/FetchedKeys.cs", "now.Since(current.FetchedAt) <= Settings.KeyLifetime + Settings.MaxStale ? set", "now.Since(current.FetchedAt) <= TimeSpan.MaxValue ? set"),
    new("at most a thousand wait", "Keys/FetchedKeys.cs", "if (Volatile.Read(ref waiting) >= MaxWaiting)", "if (Volatile.Read(ref waiting) < 0)"),
    new("forged tokens take half of the room", "Keys/FetchedKeys.cs", "Volatile.Read(ref waiting) < MaxWaitingOnSuspicion", "Volatile.Read(ref waiting) < MaxWaiting"),
    new("the pause after a failure", "Keys/FetchedKeys.cs", "if (current.LastFailure is not null && !current.IsDue(now))", "if (current.Failures < 0)"),
    new("a forged token causes no fetch of a young set", "Keys/FetchedKeys.cs", "now.Since(current.FetchedAt) >= Settings.UnknownKidInterval && ", ""),
    new("a forged token causes no fetch in the pause after a failure", "Keys/FetchedKeys.cs", " && (current.LastFailure is null || current.IsDue(now))", ""),
    new("a forged token takes from a full bucket alone", "Keys/UnknownKids.cs", "fetches >= burst && ", ""),
    new("the token bucket", "Keys/UnknownKids.cs", "if (fetches < 1)", "if (fetches < -1_000_000)"),
    new("a bounded memory of unknown kids", "Keys/UnknownKids.cs", "lacking.Count < MaxRemembered && ", ""),
    new("a bounded length of unknown kids", "Keys/UnknownKids.cs", " && kid.Length <= MaxKidLength", ""),
    new("what an older set lacked is forgotten", "Keys/UnknownKids.cs", "snapshot.FetchNumber == lackingIn && ", ""),
    new("what a set lacks is believed for one interval", "Keys/UnknownKids.cs", " && now.Since(snapshot.FetchedAt) < interval", ""),
    new("http keys for an issuer on http alone", "Keys/KeyFetch.cs", "&& settings.MetadataAddress is { Scheme: \"http\", IsLoopback: true }", ""),
    new("http keys on loopback alone", "Keys/KeyFetch.cs", "(jwksUri is { Scheme: \"http\", IsLoopback: true }", "(jwksUri is { Scheme: \"http\" }"),
    new("no coded document", "Keys/BoundedDocument.cs", "is { Count: > 0 } encoding", "is { Count: > 100 } encoding"),
    new("one issuer, one set of settings", "Keys/KeyRegistry.cs", "keys.Settings == settings ?", "keys.Settings.Issuer == settings.Issuer ?"),
    new("no redirect", "ApiAuthServiceCollectionExtensions.cs", "AllowAutoRedirect = false", "AllowAutoRedirect = true"),
    new("no cookie", "ApiAuthServiceCollectionExtensions.cs", "UseCookies = false", "UseCookies = true"),
    new("the whole token is remembered", "Tokens/TokenValidation.cs", "hashes.Of(token)", "hashes.Of(token[..Math.Min(40, token.Length)])"),
    new("the capacity of the memory", "Tokens/TokenCache.cs", ">= capacity; looks++)", ">= int.MaxValue; looks++)"),
    new("hooks see remembered tokens", "Authentication/TokenAuthentication.cs", "if (scheme.HasHooks || ", "if ("),
    new("a hook's refusal forgets the token", "Authentication/TokenAuthentication.cs", "scheme.Tokens.Cache.Remove(accepted);", "_ = accepted;"),
    new("the scheme DPoP is no bearer", "Authentication/Credentials.cs", "if (scheme.Equals(DPoP, StringComparison.OrdinalIgnoreCase))", "if (scheme.IsEmpty)"),
    new("another scheme is no bearer", "Authentication/Credentials.cs", "if (!scheme.Equals(Bearer, StringComparison.OrdinalIgnoreCase))", "if (scheme.IsEmpty)"),
    new("query tokens for WebSockets and event streams alone", "Authentication/Credentials.cs", "return IsWebSocket(request) || IsEventStream(request);", "return true;"),
    new("query tokens below the paths that allow them", "Authentication/Credentials.cs", "if (request.Path.StartsWithSegments(paths[i], StringComparison.OrdinalIgnoreCase))", "if (request.Path.HasValue)"),
    new("a WebSocket is a GET", "Authentication/Credentials.cs", "HttpMethods.IsGet(request.Method) && request.Headers.Upgrade", "request.Headers.Upgrade"),
    new("an event stream is a GET", "Authentication/Credentials.cs", "HttpMethods.IsGet(request.Method) && request.Headers.Accept", "request.Headers.Accept"),
    new("the answer to a query token is private", "Authentication/ApiAuthHandler.cs", "response.Headers.CacheControl = \"private\";", "response.Headers.Vary = \"\";"),
    new("a response that has begun has its headers", "Authentication/ApiAuthHandler.cs", "if (!response.HasStarted)", "if (response.StatusCode > 0)"),
    new("a challenge once", "Authentication/Refusals.cs", " && !response.Headers.WWWAuthenticate.Contains(challenge)", ""),
    new("a response that has begun is left alone", "Authentication/Refusals.cs", "if (context.Response.HasStarted)", "if (context.Response.StatusCode == 0)"),
    new("a refusal is told once", "Authentication/Refusals.cs", "if (hasEnded || gravest", "if (gravest"),
    new("the hint in development alone", "Authentication/RefusalBody.cs", "?.IsDevelopment() == true)", "is not null)"),
    new("a hundred letters in the log", "Errors/Printable.cs", "value.Length > Limit", "value.Length > 100_000"),
    new("printable letters in the log", "Errors/Printable.cs", "shown.All(IsPrintable) ? shown", "shown.Length >= 0 ? shown"),
    new("all of the scopes", "Scopes/TokenRequirements.cs", "any ? Array.Exists(scopes, token.HasScope) : Array.TrueForAll(scopes, token.HasScope)", "Array.Exists(scopes, token.HasScope)"),
    new("all of the permissions", "Scopes/TokenRequirements.cs", "any ? Array.Exists(permissions, token.HasPermission) : Array.TrueForAll(permissions, token.HasPermission)", "Array.Exists(permissions, token.HasPermission)"),
    new("a requirement looks at the token", "Scopes/TokenRequirements.cs", "out var token) && IsMetBy(token))", "out _))"),
    new("a policy of the application beside ours", "Scopes/ScopePolicyProvider.cs", "AuthorizationPolicy.Combine(own, Policy(requirement))", "own"),
    new("by default a caller is authenticated", "Scopes/AuthenticatedWhereMatched.cs", "identity => identity.IsAuthenticated", "identity => identity.IsAuthenticated || identity.Name is null"),
    new("by default an endpoint that was matched needs a caller", "Scopes/AuthenticatedWhereMatched.cs", " && http.GetEndpoint() is null", ""),
    new("a run that begins again before authorization is judged anew", "Authentication/RefusalResultHandler.cs", "RoutedTooLate.Unmark(context);", ""),
    new("the host's own error page behind authorization is shown", "Scopes/RoutedTooLate.cs", "!IsErrorPage(httpContext) && ", ""),
    new("a pipeline without authorization stops the start", "Configuration/PipelineOrder.cs", "schemes.RequireAuthenticatedByDefault && order.LacksAuthorization", "order.LacksAuthorization && schemes.Names.Count == 0"),
    new("a listener that throws stops no fetch", "Diagnostics/KeyDiagnostics.cs", "catch (Exception)", "catch (OperationCanceledException)"),
    new("a hook that no scheme would find stops the start", "Configuration/SchemeComposition.cs", "if (registered.IsKeyedService(typeof(IAccessTokenHook), serviceKey: new object()))", "if (registered is null)"),
    new("a refusal does not list all that is configured", "Tokens/AccessTokenChecks.cs", "MostListed = 10", "MostListed = int.MaxValue"),
    new("an endpoint that is found too late stays closed", "Scopes/RoutedTooLate.cs", " && NeedsCaller(candidates))", " && candidates.Count < 0)"),
    new("a scope is one word", "Scopes/RequiredWords.cs", "if (!IsWord(word))", "if (word is null)"),
    new("an audience is configured", "Configuration/AudienceRules.cs", "if (options.Audience is null && options.Audiences.Count == 0)", "if (options.Audiences is null)"),
    new("an audience of every API of the tenant stops the start", "Configuration/AudienceRules.cs", "IsUserInfo(audience) ?", "audience.Length == 0 ?"),
    new("an issuer is configured", "Configuration/IssuerRules.cs", "if (!hasDomain && options.Issuer is null)", "if (options.Domains is null)"),
    new("an issuer is https", "Configuration/IssuerRules.cs", "if (!uri.IsLoopback)", "if (uri.Host.Length == 0)"),
    new("http in development alone", "Configuration/IssuerRules.cs", "return isDevelopment ? null :", "return uri.IsLoopback ? null :"),
    new("an algorithm is configured", "Configuration/RangeRules.cs", "if (listed.Count == 0)", "if (listed.Count < 0)"),
    new("an algorithm that proves something", "Configuration/RangeRules.cs", "!Algorithms.Contains(algorithm, StringComparer.Ordinal)", "algorithm is null"),
    new("the range of an option", "Configuration/RangeRules.cs", "value.CompareTo(least) >= 0 && value.CompareTo(most) <= 0", "value.CompareTo(least) >= 0 || value.CompareTo(most) <= 0"),
];

// What the suites say to a changed package; null if nothing. Its public face is the same, so that the suites need not be built again.
string? Examine(string file)
{
    var build = Run("dotnet", ["build", Source, "--no-restore", .. quick], clone);
    if (build.ExitCode != 0)
        return "**does not build**";
    foreach (var suite in suites)
        File.Copy(Path.Combine(clone, Source, "bin/Debug/net10.0", Assembly), Path.Combine(clone, suite, "bin/Debug/net10.0", Assembly), overwrite: true);
    return suites.Select(suite => FirstFailure(suite, Near(file))).Concat(suites.Select(suite => FirstFailure(suite, []))).FirstOrDefault(failure => failure is not null);
}

// The tests that are most likely to notice; if none of them does, all are run.
static string[] Near(string file) => file.Split('/')[0] switch
{
    "Tokens" => ["*.Claims.*", "*.Algorithms.*", "*LargestTokenTests", "*RevocationTests", "*.Tests.Tokens.*"],
    "Jws" => ["*.Format.*", "*.HeaderMembers.*", "*.HeaderKeys.*", "*UnsignedTokenTests", "*StrictJsonTests"],
    "Keys" => ["*KeySetTests", "*AlgorithmConfusionTests", "*.Tests.Keys.*"],
    "Authentication" => ["*.Transport.*", "*.Tests.Authentication.*"],
    "Scopes" => ["*ScopeTests", "*.Tests.Scopes.*", "*AuthenticatedByDefaultTests", "*LateRoutingTests"],
    "Errors" => ["*.Diagnostics.*", "*KeyIdTests"],
    _ => ["*.Configuration.*", "*IssuerAndAudienceTests", "*FetchTests", "*RangeTests"],
};

// Without those that measure, and those that run programs of their own with the package as it was.
string? FirstFailure(string suite, string[] classes)
{
    var program = Path.Combine(clone, suite, "bin/Debug/net10.0", Path.GetFileName(suite));
    var tests = Run(program, ["-noColor", "-stopOnFail", "-class-", "*RefusalCostTests", "-class-", "*LibraryVersionsTests", .. classes.SelectMany(name => new[] { "-class", name })], clone);
    if (tests.ExitCode == 0)
        return null;
    var match = Regex.Match(tests.Text, @"(?<name>[A-Za-z]+\.[A-Za-z0-9_]+)(?:\([^\n]*)? \[FAIL\]", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking);
    return match.Success ? $"`{match.Groups["name"].Value}`" : "the suite does not end";
}

static void Built((int ExitCode, string Text) build)
{
    if (build.ExitCode != 0)
        throw new InvalidOperationException(build.Text);
}

static string Output(string program, string[] arguments) => Run(program, arguments, ".") is { ExitCode: 0 } result ? result.Text : throw new InvalidOperationException($"{program} failed.");

static (int ExitCode, string Text) Run(string program, string[] arguments, string folder)
{
    var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false, Environment = { ["APIAUTH_FUZZ_COUNT"] = "5000" } };
    using var process = Process.Start(start)!;
    process.ErrorDataReceived += (_, _) => { };
    process.BeginErrorReadLine();
    // A mutant may wait for what never comes.
    using var patience = new Timer(_ => process.Kill(entireProcessTree: true), null, TimeSpan.FromMinutes(5), Timeout.InfiniteTimeSpan);
    var text = process.StandardOutput.ReadToEnd();
    process.WaitForExit();
    return (process.ExitCode, text);
}

#pragma warning disable MA0047 // A program of one file has no namespace.
sealed record Mutation(string Name, string File, string Find, string Replace);
