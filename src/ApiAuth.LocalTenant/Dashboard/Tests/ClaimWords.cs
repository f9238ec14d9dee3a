using System.Text.Json.Nodes;

namespace ApiAuth.LocalTenant.Dashboard.Tests;

/// <summary>Says in words what the members of a token mean (RFC 7519 §4.1, RFC 9068 §2, and Auth0's own).</summary>
internal sealed class ClaimWords(LocalTenantSeed seed, ResourceServer api, DateTimeOffset issuedAt)
{
    public static string OfHeader(string name, JsonNode? value) => name switch
    {
        "alg" => "The algorithm of the signature.",
        "typ" => value?.ToString() == "at+jwt" ? "The type: an access token of RFC 9068." : "The type: any JWT.",
        "kid" => "The id of the key in the JWKS that verifies the signature.",
        _ => "",
    };

    public string OfPayload(string name, JsonNode? value) => name switch
    {
        "iss" => "Issuer: who made the token.",
        "sub" => $"Subject: {Subject(value!.ToString())}.",
        "aud" => "Audience: whom the token is for. An API accepts its own identifier only.",
        "iat" => $"Issued at {Time(value!)}.",
        "exp" => $"Expires at {Time(value!)}.",
        "scope" => $"What the token allows: {Scopes(value!.ToString())}.",
        "azp" => $"Authorized party: the application, {Application(value!.ToString())}.",
        "client_id" => $"The application, {Application(value!.ToString())}.",
        "gty" => "Grant type: how the application got it.",
        "permissions" => "What the API's access control allows here.",
        "jti" => "The id of this token, which no other one has.",
        _ => "A claim of your own.",
    };

    private string Subject(string sub) => seed.Users.FirstOrDefault(user => user.UserId == sub) is { } user
        ? $"the user {user.Name ?? user.Email}"
        : "the application itself, there is no user";

    private string Application(string clientId) => seed.Clients.FirstOrDefault(client => client.ClientId == clientId)?.Name ?? clientId;

    private string Scopes(string scope) => string.Join("; ", scope.Split(' ').Select(word => api.Scopes.FirstOrDefault(known => known.Value == word)?.Description ?? word));

    private string Time(JsonNode value) => DateTimeOffset.FromUnixTimeSeconds(value.GetValue<long>()) is var time ? $"{Words.Utc(time)}, {Words.Relative(time, issuedAt)}" : "";
}
