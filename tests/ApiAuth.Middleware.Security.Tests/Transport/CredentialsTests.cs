using System.Net;
using System.Text;
using ApiAuth.Middleware.Security.Tests.Attacks;
using ApiAuth.Middleware.Testing;
using ApiAuth.Middleware.Tests.Hosting;
using Microsoft.AspNetCore.Builder;

namespace ApiAuth.Middleware.Security.Tests.Transport;

/// <summary>One token, one way (RFC 6750 §2).</summary>
public class CredentialsTests
{
    private const string InvalidRequest = "Bearer realm=\"api\", error=\"invalid_request\", error_description=\"The request must carry exactly one access token, as Authorization: Bearer\"";
    private const string Bare = "Bearer realm=\"api\"";

    [Fact, Trait("Row", "H1")]
    public async Task Credentials_that_come_twice_are_a_malformed_request()
    {
        await using var api = await TestApi.StartAsync();
        var (one, two) = ($"Bearer {api.Issuer.Issue()}", $"Bearer {api.Issuer.Issue(TestAccessToken.Valid with { Subject = "two" })}");
        Assert.Equal((200, null, ""), await api.SendFieldsAsync(one));

        foreach (var fields in (string[][])[[one, two], [one, one], ["Basic dTpw", one], [one, "Basic dTpw"], [one, ""], ["", one], [one, "x"], [$"{one}, {two}"], [$"{one},{two}"], [$"{one}, Basic dTpw"], [$"{one},"], [$"{one} {two}"]])
            Assert.Equal((string.Join(" + ", fields), (400, "request_malformed", InvalidRequest)), (string.Join(" + ", fields), await api.SendFieldsAsync(fields)));
        foreach (var folded in (string[])[$"Basic dTpw, {one}", $"Negotiate, {one}", $", {one}", $" {one}"])
            Assert.Equal((401, "token_missing", Bare), await api.SendFieldsAsync(folded));
    }

    [Fact, Trait("Row", "H2")]
    public async Task A_token_in_the_query_is_not_looked_at()
    {
        await using var api = await TestApi.StartAsync();
        var token = api.Issuer.Issue();
        await api.AcceptsAsync(token);
        api.Logs.Clear();

        foreach (var path in (string[])["/private?access_token=", "/private?token=", "/private?bearer_token=", "/private?Authorization=Bearer%20"])
        {
            var answer = await api.GetAsync(path + token);
            Assert.Equal((HttpStatusCode.Unauthorized, "token_missing", Bare), (answer.Status, answer.Code, answer.Challenge));
            Verdicts.HoldsNothingOf(token, answer.Body);
        }
        Assert.All(api.Logs.Ours, record => Verdicts.HoldsNothingOf(token, record.ToString()));
        // Beside a header it is another parameter of the application.
        Assert.Equal(HttpStatusCode.OK, (await api.GetAsync("/private?access_token=x", $"Bearer {token}")).Status);
    }

    [Fact, Trait("Row", "H3")]
    public async Task A_token_in_a_form_or_a_body_is_not_looked_at()
    {
        await using var api = await TestApi.StartAsync(new() { Endpoints = app => app.MapPost("/post", (AccessToken token) => token.Subject).RequireAuthorization() });
        var token = api.Issuer.Issue();
        Assert.Equal(HttpStatusCode.OK, (await PostAsync(api, new StringContent(""), $"Bearer {token}")).Status);

        HttpContent[] bodies =
        [
            new FormUrlEncodedContent([new("access_token", token)]), new StringContent($$"""{"access_token":"{{token}}"}""", Encoding.UTF8, "application/json"), new MultipartFormDataContent { { new StringContent(token), "access_token" } },
            new StringContent($"access_token={token}", Encoding.UTF8, "text/plain"),
        ];
        foreach (var body in bodies)
        {
            var answer = await PostAsync(api, body, authorization: null);
            Assert.Equal((HttpStatusCode.Unauthorized, "token_missing", Bare), (answer.Status, answer.Code, answer.Challenge));
        }
    }

    private static Task<Answer> PostAsync(TestApi api, HttpContent body, string? authorization)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/post") { Content = body };
        if (authorization is not null)
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        return api.SendAsync(request);
    }

    [Fact, Trait("Row", "H4")]
    public async Task A_scheme_is_Bearer_in_any_case_and_one_token_follows()
    {
        await using var api = await TestApi.StartAsync();
        var token = api.Issuer.Issue();
        foreach (var value in (string[])[$"Bearer {token}", $"bearer {token}", $"BEARER {token}", $"bEaReR {token}", $"Bearer   {token}", $"Bearer {token} "])
            Assert.Equal((value, (200, null, "")), (value, await api.SendFieldsAsync(value)));

        foreach (var value in (string[])["", "Bearer", "Bearer ", "Bearer    ", $"Bearer\t{token}", $"Bearer {token}\t", $"Bearer a b", "Bearer a,b", "Bearer ,", $"Bearer {token} x", $"Bearer,{token}"])
            Assert.Equal((value, (400, "request_malformed", InvalidRequest)), (value, await api.SendFieldsAsync(value)));
        foreach (var value in (string[])[$"BearerX {token}", $"Bearer{token}", $"Bearer:{token}", $"Bearer={token}", token, $"Token {token}", "Basic dTpw", $"\tBearer {token}", $"Bearer\u00A0{token}", $"\"Bearer\" {token}", $"Βearer {token}"])
            Assert.Equal((value, (401, "token_missing", Bare)), (value, await api.SendFieldsAsync(value)));
        (string Value, string Code)[] noTokens =
        [
            ($"Bearer {new string('a', 65_536)}", "token_too_long"), ($"Bearer \"{token}\"", "token_malformed"), ($"Bearer '{token}'", "token_malformed"), ($"Bearer <{token}>", "token_malformed"), ($"Bearer Bearer{token}", "token_malformed"),
            ("Bearer null", "token_opaque"), ("Bearer undefined", "token_opaque"), ("Bearer é", "token_opaque"),
        ];
        foreach (var (value, code) in noTokens)
            Assert.Equal((value, (401, code, Verdicts.InvalidToken)), (value, await api.SendFieldsAsync(value)));
    }
}
