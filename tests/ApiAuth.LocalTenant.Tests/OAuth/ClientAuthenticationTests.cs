using System.Reflection;
using System.Reflection.Emit;
using System.Security.Cryptography;
using System.Text;
using ApiAuth.LocalTenant.OAuth;

namespace ApiAuth.LocalTenant.Tests.OAuth;

public class ClientAuthenticationTests
{
    private const string Id = "GiftDeliveries000000000000000001";
    private const string Secret = "development-only-secret-of-GiftDeliveries";
    private static readonly TokenRequest WithoutCredentials = TokenRequest.Valid with { ClientId = null, ClientSecret = null };

    public static TheoryData<string, string> GoodHeaders => new()
    {
        { "plain", "Basic " + Base64($"{Id}:{Secret}") },
        { "scheme in lower case", "basic " + Base64($"{Id}:{Secret}") },
        { "form-encoded", "Basic " + Base64($"{Id}:{Secret.Replace("-", "%2D", StringComparison.Ordinal)}") },
    };

    public static TheoryData<string, string> BadHeaders => new()
    {
        { "wrong secret", "Basic " + Base64($"{Id}:wrong") },
        { "unknown client", "Basic " + Base64($"nobody:{Secret}") },
        { "no colon", "Basic " + Base64(Id) },
        { "no secret", "Basic " + Base64($"{Id}:") },
        { "not base64", "Basic !!!" },
        { "nothing", "Basic " },
    };

    [Theory]
    [MemberData(nameof(GoodHeaders))]
    public async Task A_secret_in_a_Basic_header_is_accepted(string spelling, string header)
    {
        await using var server = await TenantUnderTest.StartAsync();

        var form = await server.PostTokenAsync(WithoutCredentials.Form(), header);
        var json = await server.PostTokenAsync(WithoutCredentials.Json(), header);

        Assert.True((form.Status, json.Status) == (200, 200), spelling);
        Assert.Equal($"{Id}@clients", (string?)form.Claims["sub"]);
    }

    [Theory]
    [MemberData(nameof(BadHeaders))]
    public async Task A_bad_Basic_header_is_refused_with_a_Basic_challenge(string defect, string header)
    {
        await using var server = await TenantUnderTest.StartAsync();
        Assert.Equal(200, (await server.PostTokenAsync(WithoutCredentials.Form(), "Basic " + Base64($"{Id}:{Secret}"))).Status);

        var answer = await server.PostTokenAsync(WithoutCredentials.Form(), header);

        Assert.True(answer.Refusal == (401, "access_denied", "Unauthorized"), defect);
        Assert.Equal("Basic realm=\"oauth\"", answer.Response.Headers.WwwAuthenticate.ToString());
    }

    [Fact]
    public async Task A_bad_secret_in_the_body_is_refused_without_a_challenge()
    {
        await using var server = await TenantUnderTest.StartAsync();
        Assert.Equal(200, (await server.RequestTokenAsync(TokenRequest.Valid)).Status);

        var answer = await server.RequestTokenAsync(TokenRequest.Valid with { ClientSecret = "wrong" });

        Assert.Equal(401, answer.Status);
        Assert.Empty(answer.Response.Headers.WwwAuthenticate);
    }

    [Fact]
    public async Task Two_ways_of_authentication_at_once_are_refused()
    {
        await using var server = await TenantUnderTest.StartAsync();
        Assert.Equal(200, (await server.RequestTokenAsync(TokenRequest.Valid)).Status);

        var answer = await server.PostTokenAsync(TokenRequest.Valid.Form(), "Basic " + Base64($"{Id}:{Secret}"));

        Assert.Equal((400, "invalid_request", "Only one client authentication method may be used"), answer.Refusal);
    }

    [Fact]
    public async Task A_Basic_header_and_a_client_id_that_disagree_are_refused()
    {
        await using var server = await TenantUnderTest.StartAsync();
        var header = "Basic " + Base64($"{Id}:{Secret}");
        Assert.Equal(200, (await server.PostTokenAsync((WithoutCredentials with { ClientId = Id }).Form(), header)).Status);

        var answer = await server.PostTokenAsync((WithoutCredentials with { ClientId = SampleTenant.TaxiFinder.ClientId }).Form(), header);

        Assert.Equal((401, "access_denied", "Unauthorized"), answer.Refusal);
    }

    [Theory]
    [InlineData("secret", "secret", true)]
    [InlineData("secret", "secreT", false)]
    [InlineData("secret", "secre", false)]
    [InlineData("secret", "secrets", false)]
    [InlineData("secret", "", false)]
    public void A_secret_matches_itself_only(string expected, string presented, bool same) =>
        Assert.Equal(same, ClientAuthentication.IsSameSecret(expected, presented));

    [Fact]
    public void Secrets_are_compared_in_constant_time()
    {
        var comparison = typeof(ClientAuthentication).GetMethod(nameof(ClientAuthentication.IsSameSecret), BindingFlags.Static | BindingFlags.NonPublic)!;

        var calls = CalledBy(comparison).ToList();

        Assert.Contains(calls, called => called is { Name: nameof(CryptographicOperations.FixedTimeEquals) } && called.DeclaringType == typeof(CryptographicOperations));
        Assert.DoesNotContain(calls, called => called.DeclaringType == typeof(string));
    }

    private static IEnumerable<MethodBase> CalledBy(MethodInfo method)
    {
        var code = method.GetMethodBody()!.GetILAsByteArray()!;
        for (var at = 0; at + 4 < code.Length; at++)
        {
            if (code[at] == OpCodes.Call.Value && Resolve(method.Module, BitConverter.ToInt32(code, at + 1)) is { } called)
                yield return called;
        }
    }

    private static MethodBase? Resolve(Module module, int token)
    {
        try
        {
            return module.ResolveMethod(token);
        }
        catch (ArgumentException)
        {
            return null; // the byte was part of an operand, not a call
        }
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
