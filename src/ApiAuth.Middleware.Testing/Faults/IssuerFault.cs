using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using ApiAuth.Middleware.Testing.Faults;
using ApiAuth.Middleware.Testing.Json;

namespace ApiAuth.Middleware.Testing;

/// <summary>What can go wrong when an app fetches a document from its issuer; see <see cref="TestIssuer.Break"/> and <see cref="TestEndpoint.Break"/>.</summary>
public abstract class IssuerFault
{
    private protected IssuerFault()
    {
    }

    /// <summary>No answer until the fault is repaired; then the true one. Ends early when the caller gives up.</summary>
    public static IssuerFault Hang { get; } = new HangFault();

    /// <summary>Nobody listens: an <see cref="HttpRequestException"/>.</summary>
    public static IssuerFault ConnectionRefused { get; } = new RefusedFault();

    /// <summary>The connection breaks in the middle of the body.</summary>
    public static IssuerFault ConnectionLost { get; } = BodyFault.Lost();

    /// <summary>Status and half of the body arrive, the other half only when the fault is repaired.</summary>
    public static IssuerFault Stall { get; } = BodyFault.Stalled();

    /// <summary>200 with a page of HTML, as a captive portal or a proxy answers.</summary>
    public static IssuerFault Html { get; } = new DocumentFault(_ => "<!doctype html><html><body><h1>Sign in to continue</h1></body></html>", "text/html");

    /// <summary>200 with text that is no JSON.</summary>
    public static IssuerFault Garbage { get; } = new DocumentFault(_ => "}{ not json \0 \uFFFD", DocumentFault.Json);

    /// <summary>200 with no body.</summary>
    public static IssuerFault Empty { get; } = new DocumentFault(_ => "", DocumentFault.Json);

    /// <summary>200 with the first half of the document, as if it were all.</summary>
    public static IssuerFault Truncated { get; } = new DocumentFault(document => document[..(document.Length / 2)], DocumentFault.Json);

    /// <summary>200 with the true document, changed.</summary>
    /// <param name="edit">From the true text to the wrong one.</param>
    /// <param name="mediaType">The <c>Content-Type</c>. Default: <c>application/json</c>.</param>
    public static IssuerFault Edit(Func<string, string> edit, string mediaType = DocumentFault.Json) => new DocumentFault(edit, mediaType);

    /// <summary>200 with the true discovery document, but of another <c>issuer</c> (RFC 8414 §3.3). A key set is left as it is.</summary>
    /// <param name="issuer">What it says.</param>
    public static IssuerFault WrongIssuer(string issuer = "https://another-issuer.test/") => Edit(document =>
    {
        var json = JsonNode.Parse(document)!.AsObject();
        if (json.ContainsKey("issuer"))
            json["issuer"] = issuer;
        return json.ToText();
    });

    /// <summary>An error of the server, without a body.</summary>
    /// <param name="status">The status, for example 500.</param>
    /// <param name="retryAfter">A <c>Retry-After</c> in seconds. Default: none.</param>
    public static IssuerFault Status(HttpStatusCode status, TimeSpan? retryAfter = null) => 
        new StatusFault(status, retryAfter is { } delay ? new RetryConditionHeaderValue(delay) : null, location: null);

    /// <summary>429 with <c>Retry-After</c> in seconds (RFC 6585 §4).</summary>
    /// <param name="retryAfter">How long the issuer asks to wait.</param>
    public static IssuerFault TooManyRequests(TimeSpan retryAfter) => Status(HttpStatusCode.TooManyRequests, retryAfter);

    /// <summary>429 with <c>Retry-After</c> as a date (RFC 9110 §10.2.3).</summary>
    /// <param name="retryAt">When the issuer asks to come back, cut to whole seconds.</param>
    public static IssuerFault TooManyRequests(DateTimeOffset retryAt) => new StatusFault(HttpStatusCode.TooManyRequests, new RetryConditionHeaderValue(retryAt), location: null);

    /// <summary>302 to another address.</summary>
    /// <param name="location">Where to.</param>
    public static IssuerFault Redirect(Uri location) => new StatusFault(HttpStatusCode.Found, retryAfter: null, location);

    /// <summary>The true document behind a flood of JSON white space, made while it is read: whoever reads all of it finds it in order. Without a <c>Content-Length</c>.</summary>
    /// <param name="bytes">How much white space. Default: 200 MB.</param>
    public static IssuerFault Huge(long bytes = 200_000_000) => BodyFault.Padded(bytes);

    /// <summary>The true document, a few bytes at a time, on the clock of the issuer.</summary>
    /// <param name="interval">The wait before each piece.</param>
    /// <param name="bytes">The length of a piece, at least 1.</param>
    public static IssuerFault SlowDrip(TimeSpan interval, int bytes = 1) => BodyFault.Dripping(interval, bytes);

    internal abstract Task<HttpResponseMessage> AnswerAsync(Exchange exchange, CancellationToken cancellationToken);
}
