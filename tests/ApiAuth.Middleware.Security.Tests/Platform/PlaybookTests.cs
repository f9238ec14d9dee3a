using System.Net;
using ApiAuth.Middleware.Security.Tests.Attacks;
using ApiAuth.Middleware.Testing;
using ApiAuth.Middleware.Tests.Hosting;
using Microsoft.AspNetCore.Builder;

namespace ApiAuth.Middleware.Security.Tests.Platform;

/// <summary>The scan that a penetration tester runs first (L): each exploit in one round, after the control that changes nothing.</summary>
public class PlaybookTests
{
    private static readonly string[] CommonClaims =
    [
        "iss", "sub", "aud", "exp", "nbf", "iat", "jti", "name", "given_name", "family_name", "middle_name", "nickname", "preferred_username", "profile", "picture", "website", "email", "email_verified", "gender", "birthdate", "zoneinfo", "locale",
        "phone_number", "phone_number_verified", "address", "updated_at", "azp", "auth_time", "acr", "amr", "sub_jwk", "cty", "alg", "typ", "kid", "user", "username", "user_id", "uid", "id", "account", "admin", "is_admin", "isAdmin", "role", "roles",
        "group", "groups", "permissions", "permission", "entitlements", "authorities", "scp", "scopes", "may_act", "act", "client_id", "tenant", "tid", "org_id", "debug", "level", "access", "realm_access", "resource_access", "host", "events", "vot", "sid",
    ];

    [Fact, Trait("Row", "L")]
    public async Task Every_exploit_of_the_playbook_fails()
    {
        await using var api = await TestApi.StartAsync();
        var key = api.Issuer.CurrentKey;
        var attacker = TestKey.Rsa(index: 7);
        await api.AcceptsAsync(TestAccessToken.Valid, "the control");

        await api.RefusesAsync(AuthErrorReason.TokenMalformed, TestAccessToken.Valid.WithHeader("alg", "nOnE") with { RawSignature = "" }, "-X a");
        await api.RefusesAsync(AuthErrorReason.TokenMalformed, TestAccessToken.Valid with { RawSignature = "" }, "-X n");
        await api.RefusesAsync(AuthErrorReason.AlgorithmNotAllowed, TestAccessToken.Valid with { Algorithm = "HS256", HmacSecret = [] }, "-X b");
        await api.RefusesAsync(AuthErrorReason.AlgorithmNotAllowed, TestAccessToken.Valid.WithHeader("alg", "ES256") with { RawSignature = new byte[64] }, "-X p");
        await api.RefusesAsync(AuthErrorReason.SignatureInvalid, (TestAccessToken.Valid with { Key = attacker, KeyId = key.KeyId }).WithHeader("jku", "https://evil.test/jwks.json"), "-X s");
        await api.RefusesAsync(AuthErrorReason.AlgorithmNotAllowed, TestAccessToken.HmacForged, "-X k");
        await api.RefusesAsync(AuthErrorReason.SignatureInvalid, (TestAccessToken.Valid with { Key = attacker, KeyId = key.KeyId }).WithHeader("jwk", System.Text.Json.Nodes.JsonNode.Parse(attacker.ToJwk())), "-X i");
        await api.RefusesAsync(AuthErrorReason.SignatureInvalid, Tampered(api.Issuer.Issue(), json => json.Replace("auth0|test-user", "auth0|admin", StringComparison.Ordinal)), "the subject tampered");
        Assert.Equal("issuer_unknown", (await api.GetAsync("/private", TestAccessToken.Valid with { Issuer = "https://evil.test/" })).Code);
    }

    private static string Tampered(string token, Func<string, string> edit) => string.Join('.', token.Split('.')[0], Forge.Encode(edit(Forge.PayloadOf(token))), token.Split('.')[2]);

    [Fact, Trait("Row", "L")]
    public async Task A_flipped_bit_anywhere_in_a_token_is_noticed()
    {
        await using var api = await TestApi.StartAsync();
        var token = api.Issuer.Issue();
        await api.AcceptsAsync(token);

        for (var index = 0; index < token.Length; index++)
            foreach (var bit in (int[])[1, 2, 4, 8, 16, 32])
            {
                var flipped = token[..index] + (char)(token[index] ^ bit) + token[(index + 1)..];
                api.Time.Advance(TimeSpan.FromSeconds(bit == 1 ? 1 : 0)); // A flipped kid is an unknown one, and asks.
                Assert.False((await api.ValidateAsync(flipped)).IsValid, $"bit {bit} of letter {index}");
            }
        await api.AcceptsAsync(token, "still");
    }

    [Fact, Trait("Row", "L"), Trait("Row", "E16")]
    public async Task No_common_claim_widens_what_a_caller_may_do()
    {
        await using var api = await TestApi.StartAsync(new() { Endpoints = app => app.MapGet("/write", () => "written").RequirePermission("write") });
        Assert.Equal(HttpStatusCode.OK, (await api.GetAsync("/contacts", TestAccessToken.Valid with { Scope = "contacts" })).Status);
        Assert.Equal(HttpStatusCode.OK, (await api.GetAsync("/write", TestAccessToken.Valid with { Permissions = ["write"] })).Status);

        foreach (var claim in CommonClaims)
            foreach (var value in (object[])["contacts write admin", new[] { "contacts", "write", "admin" }, true, 1])
            {
                var (contacts, write) = (await api.GetAsync("/contacts", TestAccessToken.Valid.WithClaim(claim, value)), await api.GetAsync("/write", TestAccessToken.Valid.WithClaim(claim, value)));
                Assert.True(contacts.Status is HttpStatusCode.Forbidden or HttpStatusCode.Unauthorized, $"{claim} opened a scope");
                Assert.True(write.Status is HttpStatusCode.Forbidden or HttpStatusCode.Unauthorized || (claim == "permissions" && value is string[]), $"{claim} opened a permission");
            }
    }
}
