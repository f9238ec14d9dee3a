using System.Text.Json;
using System.Text.Json.Nodes;
using ApiAuth.LocalTenant.ClientAssertions;
using ApiAuth.LocalTenant.Model;
using ApiAuth.LocalTenant.Schemas;

namespace ApiAuth.LocalTenant.Resources;

/// <summary>The public keys of an application as JSON. Auth0 says which method they are for by the object that they stand in.</summary>
internal static class ClientCredentials
{
    private const string PrivateKeyJwt = "private_key_jwt";
    private const string Credentials = "credentials";

    /// <summary>An application that has it proves who it is by <c>private_key_jwt</c>.</summary>
    public static Member<Client> Member { get; } = new(
        "client_authentication_methods",
        new ObjectShape([new(PrivateKeyJwt, new ObjectShape([new(Credentials, new ListShape(Item)) { IsRequired = true }])) { IsRequired = true }])
        {
            Description = "In place of token_endpoint_auth_method: the public keys of an application that signs assertions (private_key_jwt).",
        },
        client => client.TokenEndpointAuthMethod == TokenEndpointAuthMethod.PrivateKeyJwt ? Write(client) : null,
        Read);

    private static ObjectShape Item => new(
    [
        new("id", new TextShape(1, 100) { Description = "The id of the credential; alone, it keeps one that the application has." }),
        new("credential_type", new ChoiceShape(["public_key"]) { Description = "The kind of credential." }),
        new("name", new TextShape(0, 128) { Description = "A name for people." }),
        new("pem", new TextShape(1, 4096) { Description = "The public key or its certificate in PEM." }),
        new("alg", new ChoiceShape(Words.All<ClientAssertionAlgorithm>()) { Description = "How the application signs; RS256 if it is not given." }),
        new("kid", new TextShape(10, 64) { Description = "What an assertion can name the key by; its thumbprint if it is not given." }),
    ]);

    /// <summary>One key, as its owner sees it.</summary>
    public static JsonObject Write(ClientCredential credential)
    {
        using var key = ClientKey.Read(credential);
        var json = new JsonObject { ["id"] = credential.Id, ["credential_type"] = "public_key" };
        if (credential.Name is not null)
            json["name"] = credential.Name;
        json["kid"] = credential.KeyId ?? key?.Thumbprint;
        json["alg"] = Words.Of(credential.Algorithm);
        return json;
    }

    private static JsonObject Write(Client client) => new()
    {
        [PrivateKeyJwt] = new JsonObject { [Credentials] = new JsonArray([.. client.Credentials.Select(credential => new JsonObject { ["id"] = credential.Id })]) },
    };

    private static Client Read(Client client, JsonElement json) => json.ValueKind == JsonValueKind.Null
        ? client with { TokenEndpointAuthMethod = WithoutKeys(client.TokenEndpointAuthMethod) }
        : client with
        {
            TokenEndpointAuthMethod = TokenEndpointAuthMethod.PrivateKeyJwt,
            Credentials = [.. json.GetProperty(PrivateKeyJwt).GetProperty(Credentials).EnumerateArray().Select(item => Credential(client, item))],
        };

    private static ClientCredential Credential(Client client, JsonElement item)
    {
        if (Text(item, "pem") is not { } pem)
            return client.Credentials.FirstOrDefault(known => known.Id == Text(item, "id")) ?? new() { Id = Text(item, "id") ?? "", Pem = "" };
        return new()
        {
            Id = Text(item, "id") ?? Ids.NewCredential(),
            Name = Text(item, "name"),
            Pem = pem,
            Algorithm = Text(item, "alg") is { } word ? Words.Parse<ClientAssertionAlgorithm>(word) : ClientAssertionAlgorithm.RS256,
            KeyId = Text(item, "kid"),
        };
    }

    private static TokenEndpointAuthMethod WithoutKeys(TokenEndpointAuthMethod method) =>
        method == TokenEndpointAuthMethod.PrivateKeyJwt ? TokenEndpointAuthMethod.ClientSecretPost : method;

    private static string? Text(JsonElement item, string name) => item.TryGetProperty(name, out var text) ? text.GetString() : null;
}
