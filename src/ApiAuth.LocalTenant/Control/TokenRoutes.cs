using System.Text.Json;
using System.Text.Json.Nodes;
using ApiAuth.LocalTenant.Management;
using ApiAuth.LocalTenant.Resources;
using ApiAuth.LocalTenant.Schemas;
using ApiAuth.LocalTenant.Tokens;

namespace ApiAuth.LocalTenant.Control;

/// <summary><c>/local/sign</c> and <c>/local/token</c>: tokens without a sign-in, good ones and others.</summary>
internal sealed class TokenRoutes(Tenant tenant)
{
    public IEnumerable<ControlRoute> All =>
    [
        new("POST", TenantPaths.LocalSign, SignBody, (body, _) => Answer(() => Sign(body))),
        new("POST", TenantPaths.LocalToken, TokenBody, (body, _) => Answer(() => tenant.IssueAccessToken(Read(body)))),
    ];

    private static ObjectShape SignBody { get; } = new(
    [
        new("token", new TextShape(1) { Description = "A token to begin with." }),
        new("header", new MapShape { Description = "Members to put into the header; null takes one out." }),
        new("payload", new MapShape { Description = "Claims to put into the payload; null takes one out." }),
        new("key", new ChoiceShape(Words.All<ForgedSignature>()) { Description = "What signs." }),
    ])
    {
        Least = 1,
    };

    private static ObjectShape TokenBody { get; } = new(
    [
        new("user_id", new TextShape(1) { Description = "The user." }) { IsRequired = true },
        new("client_id", new TextShape(1) { Description = "The application that acts for the user." }) { IsRequired = true },
        new("audience", new TextShape(1) { Description = "The identifier of the API." }),
        new("scope", new TextShape { Description = "The scopes, separated by spaces." }),
    ]);

    // What to begin with is a token without claims, where none is given.
    private string Sign(JsonElement body)
    {
        var begin = Text(body, "token") ?? CompactJws.Write(new() { ["alg"] = "RS256", ["typ"] = "JWT" }, [], _ => []);
        var key = Text(body, "key") is { } word ? Words.Parse<ForgedSignature>(word) : ForgedSignature.CurrentKey;
        return tenant.Forge.Alter(begin, key, header => Put(header, body, "header"), payload => Put(payload, body, "payload"));
    }

    private static UserTokenRequest Read(JsonElement body) => new()
    {
        UserId = Text(body, "user_id")!,
        ClientId = Text(body, "client_id")!,
        Audience = Text(body, "audience"),
        Scope = Text(body, "scope"),
    };

    private static void Put(JsonObject part, JsonElement body, string name)
    {
        if (!body.TryGetProperty(name, out var changes))
            return;
        foreach (var change in changes.EnumerateObject())
        {
            if (change.Value.ValueKind == JsonValueKind.Null)
                part.Remove(change.Name);
            else
                part[change.Name] = JsonSerializer.SerializeToNode(change.Value);
        }
    }

    private static ManagementAnswer Answer(Func<string> token)
    {
        try
        {
            return ManagementAnswer.Ok(new JsonObject { ["token"] = token() });
        }
        catch (LocalTenantException refusal)
        {
            return ManagementAnswer.BadRequest(refusal.Message, "invalid_body");
        }
        catch (Exception unreadable) when (unreadable is FormatException or JsonException or InvalidOperationException)
        {
            return ManagementAnswer.BadRequest("token: that is no JWT. Write one, or leave it out.", "invalid_body");
        }
    }

    private static string? Text(JsonElement body, string name) => body.TryGetProperty(name, out var text) ? text.GetString() : null;
}
