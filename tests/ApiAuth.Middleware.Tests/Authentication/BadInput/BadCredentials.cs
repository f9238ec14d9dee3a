namespace ApiAuth.Middleware.Tests.Authentication.BadInput;

/// <summary>Is there a credential? RFC 6750 §2, §3.1.</summary>
static class BadCredentials
{
    public static IEnumerable<BadRequest> Rows =>
    [
        new("no credentials", Expected.Missing) { Fields = [] },
        new("Basic credentials", Expected.Missing) { Fields = ["Authorization: Basic dXNlcjpwYXNz"] },
        new("Negotiate credentials", Expected.Missing) { Fields = ["Authorization: Negotiate YII="] },
        new("a scheme that begins like Bearer", Expected.Missing) { Fields = ["Authorization: BearerX {token}"] },
        new("a colon behind Bearer", Expected.Missing) { Fields = ["Authorization: Bearer: {token}"] },
        new("a token without a scheme", Expected.Missing) { Fields = ["Authorization: {token}"] },
        new("the token in Proxy-Authorization", Expected.Missing) { Fields = ["Proxy-Authorization: Bearer {token}"] },
        new("the token in the query", Expected.Missing) { Target = "/contacts?access_token={token}", Fields = [] },
        new("the token in the query of a WebSocket", Expected.Missing)
        {
            Target = "/contacts?access_token={token}",
            Fields = ["Upgrade: websocket"],
        },
        new("the token in a form", Expected.Missing) { Method = "POST", Target = "/form", Body = "access_token={token}", Fields = [] },
        new("Basic and Bearer in one field", Expected.Missing) { Fields = ["Authorization: Basic dXNlcjpwYXNz, Bearer {token}"] },

        new("an empty Authorization field", Expected.Malformed) { Fields = ["Authorization:"] },
        new("an Authorization field of spaces", Expected.Malformed) { Fields = ["Authorization:    "] },
        new("Bearer and nothing", Expected.Malformed) { Fields = ["Authorization: Bearer"] },
        new("Bearer and spaces", Expected.Malformed) { Fields = ["Authorization: Bearer   "] },
        new("a tab between Bearer and the token", Expected.Malformed) { Fields = ["Authorization: Bearer\t{token}"] },
        new("two words behind Bearer", Expected.Malformed) { Fields = ["Authorization: Bearer {token} {token}"] },
        new("a tab within the token", Expected.Malformed) { Fields = ["Authorization: Bearer {token}\tx"] },
        new("a comma behind the token", Expected.Malformed) { Fields = ["Authorization: Bearer {token},"] },
        new("Bearer twice in one field", Expected.Malformed) { Fields = ["Authorization: Bearer {token}, Bearer {token}"] },
        new("the same token in two fields", Expected.Malformed) { Fields = ["Authorization: Bearer {token}", "Authorization: Bearer {token}"] },
        new("two fields, the second empty", Expected.Malformed) { Fields = ["Authorization: Bearer {token}", "Authorization:"] },
        new("two fields of different case", Expected.Malformed) { Fields = ["authorization: Bearer {token}", "AUTHORIZATION: Bearer other"] },
        new("Basic and Bearer in two fields", Expected.Malformed) { Fields = ["Authorization: Basic dXNlcjpwYXNz", "Authorization: Bearer {token}"] },

        new("the scheme DPoP", Expected.Invalid("sender_constrained", 117)) { Fields = ["Authorization: DPoP {token}"] },
        new("the scheme dpop", Expected.Invalid("sender_constrained", 117)) { Fields = ["Authorization: dpop {token}"] },
        new("the scheme DPoP and a proof", Expected.Invalid("sender_constrained", 117)) { Fields = ["Authorization: DPoP {token}", "DPoP: {token}"] },
    ];
}
