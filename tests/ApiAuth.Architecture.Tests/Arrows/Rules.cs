namespace ApiAuth.Architecture.Tests.Arrows;

/// <summary>The rules of docs/architecture.md that can be read off the sources. Each gives the sentences to show when it is broken.</summary>
static class Rules
{
    private static readonly string[] FrontDoor = [Picture.Root, Picture.Configuration];
    private static readonly string[] KnowAspNetCore = ["Authentication", "Scopes", .. FrontDoor];
    private static readonly string[] TouchKeys = ["Keys", "Jws"];
    private static readonly string[] Return = ["Tokens", "Jws", "Scopes", "Challenges"];

    // A hash is no key and no signature.
    private static readonly string[] Hashes = ["SHA256", "SHA384", "SHA512", "HashAlgorithmName", "CryptographicOperations", "IncrementalHash"];

    private static readonly string[] Outside =
    [
        "System.Net.Http.HttpClient", "System.Net.Http.HttpMessageInvoker", "System.Net.Http.IHttpClientFactory", "System.Net.Sockets.", "System.Net.Dns",
        "System.IO.File", "System.IO.Directory", "System.Diagnostics.Process", "System.Console",
    ];

    public static IEnumerable<string> UndeclaredArrows(IEnumerable<Mention> mentions) =>
        from mention in mentions
        where mention.DeclaredIn is not null && !Picture.Allows(mention.Folder, mention.DeclaredIn, mention.ShortType)
        select $"{mention}: there is no arrow from {mention.Folder} to {mention.DeclaredIn}.";

    public static IEnumerable<string> StrangersToAspNetCore(IEnumerable<Mention> mentions) =>
        from mention in mentions
        where mention.Type.StartsWith("Microsoft.AspNetCore.", StringComparison.Ordinal)
            && !KnowAspNetCore.Contains(mention.Folder, StringComparer.Ordinal)
            && mention.File != "Tokens/AccessToken.cs" // bindable as a parameter of a minimal API handler
        select $"{mention}: only {string.Join(", ", KnowAspNetCore)} know ASP.NET Core.";

    public static IEnumerable<string> StrangersToKeys(IEnumerable<Mention> mentions) =>
        from mention in mentions
        where !TouchKeys.Contains(mention.Folder, StringComparer.Ordinal) && IsKeyMaterial(mention)
        select $"{mention}: only {string.Join(" and ", TouchKeys)} touch keys and signatures.";

    public static IEnumerable<string> StrangersToTheNetwork(IEnumerable<Mention> mentions) =>
        from mention in mentions
        where mention.Folder != "Keys" && Array.Exists(Outside, name => name.EndsWith('.') ? mention.Type.StartsWith(name, StringComparison.Ordinal) : mention.Type == name)
        select $"{mention}: only Keys does I/O.";

    public static IEnumerable<string> TalkativeValidators(IEnumerable<Mention> mentions) =>
        from mention in mentions
        where Return.Contains(mention.Folder, StringComparer.Ordinal)
            && (mention.Type.StartsWith("Microsoft.Extensions.Logging.", StringComparison.Ordinal) || mention.DeclaredIn == "Diagnostics")
        select $"{mention}: validators return; they do not log.";

    private static bool IsKeyMaterial(Mention mention) =>
        mention.Type.StartsWith("Microsoft.IdentityModel.", StringComparison.Ordinal)
        || (mention.Type.StartsWith("System.Security.Cryptography.", StringComparison.Ordinal) && !Hashes.Contains(mention.ShortType, StringComparer.Ordinal));
}
