using System.Net;
using System.Text.Json;

namespace ApiAuth.Interop.Tests.Organizer;

/// <summary>What the API answered: its status, its challenge, and the code of its problem.</summary>
public sealed record Answer(HttpStatusCode Status, string? Challenge, string? Code)
{
    private static readonly Answer accepted = new(HttpStatusCode.OK, null, null);

    public static async Task<Answer> ReadAsync(HttpResponseMessage response)
    {
        using (response)
        {
            var challenge = response.Headers.TryGetValues("WWW-Authenticate", out var challenges) ? Assert.Single(challenges) : null;
            using var body = JsonDocument.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
            return new(response.StatusCode, challenge, body.RootElement.ValueKind == JsonValueKind.Object ? body.RootElement.GetProperty("code").GetString() : null);
        }
    }

    public void IsAccepted() => Assert.Equal(accepted, this);

    /// <summary>401, with the challenge of RFC 6750 and the reason.</summary>
    public void IsRefused(string code)
    {
        Assert.Equal((HttpStatusCode.Unauthorized, code), (Status, Code));
        Assert.StartsWith("Bearer realm=\"api\", error=\"invalid_token\", error_description=\"", Challenge, StringComparison.Ordinal);
    }

    /// <summary>403, naming the scope that would open it.</summary>
    public void LacksScope(string scope)
    {
        Assert.Equal((HttpStatusCode.Forbidden, "scope_missing"), (Status, Code));
        Assert.StartsWith($"Bearer realm=\"api\", error=\"insufficient_scope\", scope=\"{scope}\", error_description=\"", Challenge, StringComparison.Ordinal);
    }
}
