using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using ApiAuth.LocalTenant.Html.Forms;
using ApiAuth.LocalTenant.Tokens;

namespace ApiAuth.LocalTenant.Dashboard.Tests;

/// <summary>The form for a test token, and what comes of it.</summary>
internal static class TestToken
{
    public const string ForUser = "user";
    public const string ForClient = "client";

    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Begins with an application that can get a token for the API.</summary>
    public static Form Beginning(LocalTenantSeed seed, ResourceServer api)
    {
        var grant = seed.ClientGrants.FirstOrDefault(grant => grant.Audience == api.Identifier && seed.Clients.Any(client => client.ClientId == grant.ClientId));
        return Form.Beginning(
            ("subject", grant?.SubjectType == SubjectType.Client ? ForClient : ForUser),
            ("clientId", grant?.ClientId),
            ("scopes", new([.. grant is null or { AllowAllScopes: true } ? api.Scopes.Select(scope => scope.Value) : grant.Scope])),
            ("endpoint", "http://localhost:5000/"));
    }

    /// <summary>Null where something is wrong with the form.</summary>
    public static DecodedToken? Issue(Tenant tenant, ResourceServer api, Form form)
    {
        var lifetime = form.Seconds("lifetime", Form.LongestLifetime);
        var endpoint = form.Required("endpoint", "Write the address of an endpoint to call.");
        var token = "";
        return form.Try(() => token = WithLifetime(tenant, Issue(tenant, api, form, form.All("scopes")), lifetime)) ? Decode(tenant, api, token, form.All("scopes"), endpoint) : null;
    }

    private static string Issue(Tenant tenant, ResourceServer api, Form form, IReadOnlyList<string> scopes) => form["subject"] == ForUser
        ? tenant.IssueAccessToken(new() { UserId = form["userId"], ClientId = form["clientId"], Audience = api.Identifier, Scope = string.Join(' ', scopes) })
        : tenant.IssueClientAccessToken(new() { ClientId = form["clientId"], Audience = api.Identifier, Scope = string.Join(' ', scopes) });

    private static string WithLifetime(Tenant tenant, string token, TimeSpan? lifetime) => lifetime is { } life
        ? tenant.Forge.Alter(token, payload: claims => claims["exp"] = claims["iat"]!.GetValue<long>() + (long)life.TotalSeconds)
        : token;

    private static DecodedToken Decode(Tenant tenant, ResourceServer api, string token, IReadOnlyList<string> asked, string endpoint)
    {
        var (header, payload) = CompactJws.Read(token);
        var words = new ClaimWords(tenant.Store.Whole, api, DateTimeOffset.FromUnixTimeSeconds(payload["iat"]!.GetValue<long>()));
        return new()
        {
            Token = token,
            Header = [.. header.Select(member => new ClaimRow(member.Key, Json(member.Value), ClaimWords.OfHeader(member.Key, member.Value)))],
            Payload = [.. payload.Select(member => new ClaimRow(member.Key, Json(member.Value), words.OfPayload(member.Key, member.Value)))],
            LeftOut = [.. asked.Except(ScopeString.Parse(payload["scope"]?.ToString()))],
            Curl = $"curl -i {Quoted(endpoint)} -H {Quoted($"Authorization: Bearer {token}")}",
        };
    }

    private static string Json(JsonNode? value) => value?.ToJsonString(Readable) ?? "null";

    // A POSIX shell takes everything between single quotes as it is.
    private static string Quoted(string text) => $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
