using System.Net;
using System.Runtime.CompilerServices;
using ApiAuth.Middleware.Testing;
using ApiAuth.Middleware.Tests.Hosting;

namespace ApiAuth.Middleware.Security.Tests.Attacks;

/// <summary>What each row asserts: the twin passes, and the attack is refused whole: status, header, body, log.</summary>
static class Verdicts
{
    public const string InvalidToken = "Bearer realm=\"api\", error=\"invalid_token\", error_description=\"The access token is not valid for this API\"";

    /// <summary>The unbroken twin passes.</summary>
    public static async Task AcceptsAsync(this TestApi api, TestAccessToken? twin = null, [CallerArgumentExpression(nameof(twin))] string label = "") =>
        await api.AcceptsAsync(api.Issuer.Issue(twin), label);

    /// <summary>The unbroken twin passes.</summary>
    public static async Task AcceptsAsync(this TestApi api, string token, [CallerArgumentExpression(nameof(token))] string label = "")
    {
        var answer = await api.GetAsync("/private", $"Bearer {token}");
        Assert.Equal((label, HttpStatusCode.OK, null), (label, answer.Status, answer.Code));
    }

    /// <summary>401 <c>invalid_token</c> with this code, nothing of the token anywhere, one log event of this reason.</summary>
    public static async Task RefusesAsync(this TestApi api, AuthErrorReason reason, TestAccessToken attack, [CallerArgumentExpression(nameof(attack))] string label = "") =>
        await api.RefusesAsync(reason, api.Issuer.Issue(attack), label);

    /// <summary>401 <c>invalid_token</c> with this code, nothing of the token anywhere, one log event of this reason.</summary>
    public static async Task RefusesAsync(this TestApi api, AuthErrorReason reason, string token, [CallerArgumentExpression(nameof(token))] string label = "")
    {
        api.Logs.Clear();
        var answer = await api.GetAsync("/private", $"Bearer {token}");

        Assert.Equal((label, HttpStatusCode.Unauthorized, CodeOf(reason), InvalidToken, "no-store"), (label, answer.Status, answer.Code, answer.Challenge, answer.CacheControl));
        Assert.Equal((label, reason.ToString()), (label, Assert.Single(api.Logs.Refusals).Event.Name));
        HoldsNothingOf(token, answer.Body);
        Assert.All(api.Logs.All, record => HoldsNothingOf(token, record.ToString()));
    }

    /// <summary>As problem bodies spell it.</summary>
    public static string CodeOf(AuthErrorReason reason) =>
        string.Concat(reason.ToString().Select((letter, index) => char.IsUpper(letter) ? (index == 0 ? "" : "_") + char.ToLowerInvariant(letter) : letter.ToString()));

    /// <summary>No segment of a token, nor any run of twelve letters of one.</summary>
    public static void HoldsNothingOf(string token, string text)
    {
        foreach (var segment in token.Split('.'))
            for (var start = 0; start + 12 <= Math.Min(segment.Length, 600); start += 12)
                Assert.DoesNotContain(segment.Substring(start, 12), text, StringComparison.Ordinal);
    }
}
