using System.Text.Json.Nodes;
using ApiAuth.LocalTenant.Resources;
using ApiAuth.LocalTenant.Schemas;
using Microsoft.AspNetCore.Http;

namespace ApiAuth.LocalTenant.Management;

/// <summary>An answer of the Management API.</summary>
internal sealed record ManagementAnswer(int Status, JsonNode? Body)
{
    /// <summary>The <c>errorCode</c>, or the <c>error</c> where there is none; null for a success.</summary>
    public string? Error { get; private init; }

    // RFC 6750 §3.
    private string? Challenge => this switch
    {
        _ when this == MissingAuthentication => "Bearer",
        { Status: StatusCodes.Status401Unauthorized } => "Bearer error=\"invalid_token\"",
        { Error: "insufficient_scope" } => "Bearer error=\"insufficient_scope\"",
        _ => null,
    };

    public static ManagementAnswer NoContent { get; } = new(204, null);

    public static ManagementAnswer MissingAuthentication { get; } = Refused(401, "Unauthorized", "Missing authentication");

    public static ManagementAnswer NotAToken { get; } = Refused(400, "Bad Request", "Bad HTTP authentication header format", "Bearer");

    public static ManagementAnswer InvalidToken { get; } = Refused(401, "Unauthorized", "Invalid token");

    public static ManagementAnswer OtherHost { get; } = Refused(421, "Misdirected Request", "The local tenant answers to the names of this machine and of its issuer only");

    public static ManagementAnswer OtherMachine { get; } = Refused(403, "Forbidden", "The control plane answers programs on the same machine only");

    public static ManagementAnswer CrossSite { get; } = Refused(403, "Forbidden", "The control plane does not answer pages of other sites");

    public static ManagementAnswer NoSuchFault { get; } = Refused(404, "Not Found", "The fault does not exist");

    public static ManagementAnswer NotJson { get; } = Refused(415, "Unsupported Media Type", "Unsupported Media Type");

    public static ManagementAnswer TooLarge { get; } = Refused(413, "Payload Too Large", "Payload content length greater than maximum allowed: 65536");

    public static ManagementAnswer UnreadableJson { get; } = BadRequest("Invalid request payload JSON format");

    public static ManagementAnswer NoSuchPath { get; } = Refused(404, "Not Found", "Not Found");

    public static ManagementAnswer NoSuchResourceServer { get; } = Refused(404, "Not Found", "The resource server does not exist", "inexistent_resource_server");

    public static ManagementAnswer NoSuchClient { get; } = Refused(404, "Not Found", "The client does not exist", "inexistent_client");

    public static ManagementAnswer NoSuchClientGrant { get; } = Refused(404, "Not Found", "The client grant does not exist", "inexistent_client_grant");

    public static ManagementAnswer NoSuchKey { get; } = Refused(404, "Not Found", "The signing key does not exist", "inexistent_signing_key");

    public static ManagementAnswer ResourceServerExists { get; } =
        Refused(409, "Conflict", "A resource server with the same identifier already exists", "resource_server_conflict");

    public static ManagementAnswer ClientGrantExists { get; } = Refused(409, "Conflict", "Client grant already exists", "client_grant_conflict");

    public static ManagementAnswer System { get; } =
        Refused(403, "Forbidden", "The Management API and the tenant's own client for it cannot be changed", "operation_not_supported");

    public static ManagementAnswer ScopeOutsideApi { get; } = InvalidBody("Payload validation error: scope must be a subset of resource server scopes");

    public static ManagementAnswer Ok(JsonNode body) => new(200, body);

    public static ManagementAnswer Created(JsonNode body) => new(201, body);

    public static ManagementAnswer InsufficientScope(IEnumerable<ApiScope> scopes, bool all) => Refused(
        403, "Forbidden", $"Insufficient scope, expected {(all ? "all" : "any")} of: {string.Join(',', scopes.Select(scope => scope.Value))}", "insufficient_scope");

    public static ManagementAnswer InvalidBody(string message) => BadRequest(message, "invalid_body");

    public static ManagementAnswer InvalidBody(SchemaProblem problem) => InvalidBody(Text("Payload", problem));

    public static ManagementAnswer InvalidQuery(SchemaProblem problem) => BadRequest(Text("Query", problem), "invalid_query_string");

    public static ManagementAnswer InvalidPath(SchemaProblem problem) => BadRequest(Text("Path", problem), "invalid_uri");

    public static ManagementAnswer BadRequest(string message, string? errorCode = null) => Refused(400, "Bad Request", message, errorCode);

    public Task WriteAsync(HttpResponse response)
    {
        response.StatusCode = Status;
        response.Headers.CacheControl = "no-store";
        response.Headers.XContentTypeOptions = "nosniff";
        if (Challenge is { } challenge)
            response.Headers.WWWAuthenticate = challenge;
        if (Body is null)
            return Task.CompletedTask;
        response.ContentType = "application/json; charset=utf-8";
        return response.WriteAsync(Json.Text(Body));
    }

    private static string Text(string part, SchemaProblem problem)
    {
        var where = problem.Path.Length == 0 ? "" : $" on property {problem.Path}{(problem.Description is { } text ? $" ({text.TrimEnd('.')})" : "")}";
        return $"{part} validation error: '{problem.Text}'{where}.";
    }

    private static ManagementAnswer Refused(int status, string error, string message, string? errorCode = null)
    {
        var body = new JsonObject { ["statusCode"] = status, ["error"] = error, ["message"] = message };
        if (errorCode is not null)
            body["errorCode"] = errorCode;
        return new(status, body) { Error = errorCode ?? error };
    }
}
