using ApiAuth.LocalTenant;
using static Demo.Matrix.Answer;

namespace Demo.Matrix;

/// <summary>What each token must get from each API: one table per API, a row per token, a column per request.</summary>
static class AcceptanceMatrix
{
    public static MatrixOfOneApi Organizer { get; } = new(SampleTenant.OrganizerApi)
    {
        Paths = ["/api/appointments", "/api/contacts", "/api/tasks"],
        Rows =
        [
            new("none", tokens => null, Everywhere(TokenMissing)),
            new("malformed", tokens => tokens.Malformed, Everywhere(Invalid("token_malformed"))),
            new("expired", tokens => tokens.Expired, Everywhere(Invalid("token_expired"))),
            new("wrong iss", tokens => tokens.WrongIssuer, Everywhere(Invalid("issuer_unknown"))),
            new("wrong aud", tokens => tokens.WrongAudience, Everywhere(Invalid("audience_mismatch"))),
            new("wrong key", tokens => tokens.WrongKey, Everywhere(Invalid("signature_invalid"))),
            new("alg none", tokens => tokens.AlgNone, Everywhere(Invalid("token_malformed"))), // its third part is empty
            new("HS256, public key", tokens => tokens.PublicKeyAsSecret, Everywhere(Invalid("algorithm_not_allowed"))),
            new("ID token", tokens => tokens.IdToken, Everywhere(Invalid("id_token_presented"))),

            new("CalendarApp", tokens => tokens.CalendarApp, [Ok, Ok, Lacks("tasks")]),
            new("MyTodos.io", tokens => tokens.MyTodos, [Lacks("appointments"), Lacks("contacts"), Ok]),
            new("TextApp.io", tokens => tokens.TextApp, [Lacks("appointments"), Ok, Lacks("tasks")]),
            new("scope \"\"", tokens => tokens.EmptyScope, [Lacks("appointments"), Lacks("contacts"), Lacks("tasks")]),
            new("no scope", tokens => tokens.NoScope, [Lacks("appointments"), Lacks("contacts"), Lacks("tasks")]),

            new("for World Mappers", tokens => tokens.GiftDeliveries, Everywhere(Invalid("audience_mismatch"))),
        ],
    };

    public static MatrixOfOneApi WorldMappers { get; } = new(SampleTenant.WorldMappersApi)
    {
        Paths = ["/api/directions", "/api/location/geocode", "/api/location/reverse-geocode"],
        Rows =
        [
            new("Gift Deliveries", tokens => tokens.GiftDeliveries, [Ok, Lacks("geocode:location"), Lacks("reverse-geocode:location")]),
            new("for Organizer", tokens => tokens.CalendarApp, Everywhere(Invalid("audience_mismatch"))),
        ],
    };

    private static Answer[] Everywhere(Answer answer) => [answer, answer, answer];
}
