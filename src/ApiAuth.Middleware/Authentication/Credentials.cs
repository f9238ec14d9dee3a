using ApiAuth.Middleware.Errors;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace ApiAuth.Middleware.Authentication;

/// <summary>Is there a credential? A token, or the reason why there is none (RFC 6750 §2).</summary>
readonly record struct Credentials(ReadOnlyMemory<char> Token, AuthError? Problem)
{
    private static readonly Credentials Missing = Refused(AuthErrorReason.TokenMissing, "no Authorization header");
    private static readonly Credentials InQuery = Refused(AuthErrorReason.TokenMissing, "one in the query, which counts on the paths of AllowQueryToken alone, for WebSockets and server-sent events");
    private static readonly Credentials OtherScheme = Refused(AuthErrorReason.TokenMissing, "credentials of another scheme");
    private static readonly Credentials Repeated = Refused(AuthErrorReason.RequestMalformed, "more than one");
    private static readonly Credentials NotOneToken = Refused(AuthErrorReason.RequestMalformed, "an empty text, or several words");
    private static readonly Credentials Bound = new(default, new(AuthErrorReason.SenderConstrained) { Expected = "the scheme Bearer", Found = "the scheme DPoP" });

    private const string Bearer = "Bearer";
    private const string DPoP = "DPoP";
    private const string QueryParameter = "access_token";

    /// <summary>The token is part of the request's address, by which caches keep responses.</summary>
    public bool CameInQuery { get; private init; }

    public static Credentials Read(HttpRequest request, IReadOnlyList<PathString> queryTokenPaths)
    {
        var header = request.Headers.Authorization;
        var query = queryTokenPaths.Count > 0 && AllowsQueryToken(request, queryTokenPaths) ? request.Query[QueryParameter] : default;
        return (header.Count, query.Count) switch
        {
            (0, 0) => request.Query.ContainsKey(QueryParameter) ? InQuery : Missing,
            (1, 0) => FromHeader(header.ToString()),
            (0, 1) => query.ToString() is { Length: > 0 } token ? new(token.AsMemory(), null) { CameInQuery = true } : NotOneToken,
            _ => Repeated, // RFC 6750 §2: one method, once.
        };
    }

    private static Credentials Refused(AuthErrorReason reason, string found) => new(default, new(reason) { Expected = "one access token", Found = found });

    private static Credentials FromHeader(string value)
    {
        if (value.Length == 0)
            return NotOneToken;
        var space = value.AsSpan().IndexOfAny(" \t,");
        var scheme = space < 0 ? value : value.AsSpan(0, space);
        if (scheme.Equals(DPoP, StringComparison.OrdinalIgnoreCase))
            return Bound;
        if (!scheme.Equals(Bearer, StringComparison.OrdinalIgnoreCase))
            return OtherScheme;
        var token = value.AsMemory(scheme.Length).Trim(' ');
        return token.IsEmpty || token.Span.ContainsAny(" \t,") ? NotOneToken : new(token, null);
    }

    // A browser cannot set a header on a WebSocket or an EventSource; every other request can.
    private static bool AllowsQueryToken(HttpRequest request, IReadOnlyList<PathString> paths)
    {
        for (var i = 0; i < paths.Count; i++)
            if (request.Path.StartsWithSegments(paths[i], StringComparison.OrdinalIgnoreCase))
                return IsWebSocket(request) || IsEventStream(request);
        return false;
    }

    // The WebSocket feature itself comes with the hub's own middleware, after authentication.
    private static bool IsWebSocket(HttpRequest request) =>
        request.HttpContext.WebSockets.IsWebSocketRequest
        || HttpMethods.IsGet(request.Method) && request.Headers.Upgrade.ToString().Equals("websocket", StringComparison.OrdinalIgnoreCase)
        || request.HttpContext.Features.Get<IHttpExtendedConnectFeature>() is { IsExtendedConnect: true, Protocol: "websocket" };

    private static bool IsEventStream(HttpRequest request) =>
        HttpMethods.IsGet(request.Method) && request.Headers.Accept.ToString().Contains("text/event-stream", StringComparison.OrdinalIgnoreCase);
}
