using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace ApiAuth.Middleware.Authentication;

/// <summary>Is there a credential? A token, or the reason why there is none (RFC 6750 §2).</summary>
readonly record struct Credentials(string? Token, AuthErrorReason? Problem)
{
    private const string Bearer = "Bearer";
    private const string DPoP = "DPoP";
    private const string QueryParameter = "access_token";

    public static Credentials Read(HttpRequest request, IReadOnlyList<PathString> queryTokenPaths)
    {
        var header = request.Headers.Authorization;
        var query = queryTokenPaths.Count > 0 && AllowsQueryToken(request, queryTokenPaths) ? request.Query[QueryParameter] : default;
        return (header.Count, query.Count) switch
        {
            (0, 0) => Missing,
            (1, 0) => FromHeader(header.ToString()),
            (0, 1) => query.ToString() is { Length: > 0 } token ? new(token, null) : Malformed,
            _ => Malformed, // RFC 6750 §2: one method, once.
        };
    }

    private static Credentials Missing => new(null, AuthErrorReason.TokenMissing);

    private static Credentials Malformed => new(null, AuthErrorReason.RequestMalformed);

    private static Credentials FromHeader(string value)
    {
        var space = value.AsSpan().IndexOfAny(" \t,");
        var scheme = space < 0 ? value : value.AsSpan(0, space);
        if (scheme.Equals(DPoP, StringComparison.OrdinalIgnoreCase))
            return new(null, AuthErrorReason.SenderConstrained);
        if (!scheme.Equals(Bearer, StringComparison.OrdinalIgnoreCase))
            return Missing;
        var token = value.AsSpan(scheme.Length).Trim(' ');
        return token.IsEmpty || token.ContainsAny(" \t,") ? Malformed : new(token.ToString(), null);
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
        || request.Headers.Upgrade.ToString().Equals("websocket", StringComparison.OrdinalIgnoreCase)
        || request.HttpContext.Features.Get<IHttpExtendedConnectFeature>() is { IsExtendedConnect: true, Protocol: "websocket" };

    private static bool IsEventStream(HttpRequest request) =>
        HttpMethods.IsGet(request.Method) && request.Headers.Accept.ToString().Contains("text/event-stream", StringComparison.OrdinalIgnoreCase);
}
