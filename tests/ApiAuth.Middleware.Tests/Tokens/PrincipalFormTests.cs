using System.Security.Claims;
using ApiAuth.Middleware.Testing;
using ApiAuth.Middleware.Tests.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace ApiAuth.Middleware.Tests.Tokens;

/// <summary>Claims of every JSON type, and a principal that is written out and read again.</summary>
public class PrincipalFormTests
{
    private static async Task<ClaimsPrincipal> PrincipalAsync(TestAccessToken token)
    {
        ClaimsPrincipal? principal = null;
        await using var api = await TestApi.StartAsync(new() { Endpoints = app => app.MapGet("/me", (ClaimsPrincipal user) => { principal = user; }).RequireAuthorization() });
        Assert.Equal(200, (int)(await api.GetAsync("/me", token)).Status);
        return principal!;
    }

    [Fact]
    public async Task A_claim_of_each_JSON_type_has_its_text_and_its_type()
    {
        var user = await PrincipalAsync(TestAccessToken.Valid
            .WithClaim("yes", true).WithClaim("no", false).WithClaim("whole", 42).WithClaim("broken", 1.5).WithClaim("nothing", null).WithClaim("inner", new { a = 1 }).WithClaim("several", new object[] { "x", 2, true }));

        Assert.Equal(("true", ClaimValueTypes.Boolean), Form(user, "yes"));
        Assert.Equal(("false", ClaimValueTypes.Boolean), Form(user, "no"));
        Assert.Equal(("42", ClaimValueTypes.Integer64), Form(user, "whole"));
        Assert.Equal(("1.5", ClaimValueTypes.Double), Form(user, "broken"));
        Assert.Equal(("null", "JSON_NULL"), Form(user, "nothing"));
        Assert.Equal(("{\"a\":1}", "JSON"), Form(user, "inner"));
        Assert.Equal(["x", "2", "true"], user.FindAll("several").Select(claim => claim.Value));
    }

    private static (string, string) Form(ClaimsPrincipal user, string name) => (user.FindFirst(name)!.Value, user.FindFirst(name)!.ValueType);

    [Fact]
    public async Task A_principal_that_is_written_out_has_its_claims_and_no_token_when_it_is_read()
    {
        var user = await PrincipalAsync(TestAccessToken.Valid);
        using var stream = new MemoryStream();
        using (var writer = new BinaryWriter(stream, System.Text.Encoding.UTF8, leaveOpen: true))
            user.WriteTo(writer);

        stream.Position = 0;
        using var reader = new BinaryReader(stream);
        var read = new ClaimsPrincipal(reader);

        Assert.Equal(user.Claims.Select(claim => (claim.Type, claim.Value)), read.Claims.Select(claim => (claim.Type, claim.Value)));
        Assert.NotEmpty(read.Claims);
        // What was validated is the token in memory; claims that came back from somewhere are claims.
        Assert.Null(read.GetAccessToken());
    }

    public static TheoryData<string> Copies => ["as it is", "with claims", "with a type, of a clone", "in an identity of the app's own, of a clone"];

    [Theory]
    [MemberData(nameof(Copies))]
    public async Task An_identity_that_is_made_from_ours_has_its_claims(string copy)
    {
        var ours = (ClaimsIdentity)(await PrincipalAsync(TestAccessToken.Valid)).Identity!;

        var theirs = copy switch
        {
            "as it is" => new ClaimsIdentity(ours),
            "with claims" => new ClaimsIdentity(ours, [new Claim("own", "1")]),
            "with a type, of a clone" => new ClaimsIdentity(ours.Clone(), claims: null, "Own", "sub", "roles"),
            _ => new OwnIdentity(ours.Clone()),
        };

        Assert.Equal("auth0|test-user", theirs.FindFirst("sub")?.Value);
        Assert.Equal(ours.Claims.Select(claim => claim.Value), theirs.Claims.Where(claim => claim.Type != "own").Select(claim => claim.Value));
    }

    private sealed class OwnIdentity(ClaimsIdentity other) : ClaimsIdentity(other);
}
