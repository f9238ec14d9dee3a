using System.Text.Json.Serialization;
using CalendarApp.SignIn;
using Microsoft.Extensions.Options;

namespace CalendarApp.Sessions;

/// <summary>What CalendarApp asks the authorization server without the browser.</summary>
sealed class TokenEndpoint(HttpClient http, IOptions<OrganizerSettings> settings)
{
    /// <summary>RFC 6749 section 6. An answer without a refresh token means that the old one stays good.</summary>
    public async Task<(Renewal, TokenSet?)> RefreshAsync(string refreshToken)
    {
        try
        {
            using var response = await PostAsync("oauth/token", CancellationToken.None, ("grant_type", "refresh_token"), ("refresh_token", refreshToken));
            if (response.IsSuccessStatusCode)
                return await response.Content.ReadFromJsonAsync<Answer>() is { AccessToken: { } accessToken } answer
                    ? (Renewal.Done, new(accessToken, answer.RefreshToken ?? refreshToken))
                    : (Renewal.Unavailable, null);
            return ((int)response.StatusCode is >= 400 and < 500 and not 429 ? Renewal.SignInNeeded : Renewal.Unavailable, null);
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException or System.Text.Json.JsonException)
        {
            return (Renewal.Unavailable, null);
        }
    }

    /// <summary>RFC 7009. Signing out does not depend on it.</summary>
    public async Task TryRevokeAsync(string refreshToken, CancellationToken cancellation)
    {
        try
        {
            using var response = await PostAsync("oauth/revoke", cancellation, ("token", refreshToken));
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
        {
            // It expires.
        }
    }

    private async Task<HttpResponseMessage> PostAsync(string path, CancellationToken cancellation, params (string Name, string Value)[] fields)
    {
        var organizer = settings.Value;
        using var form = new FormUrlEncodedContent(
            [new("client_id", organizer.ClientId), new("client_secret", organizer.ClientSecret), .. fields.Select(field => KeyValuePair.Create(field.Name, field.Value))]);
        return await http.PostAsync(new Uri(organizer.Issuer!, path), form, cancellation);
    }

    private sealed record Answer(
        [property: JsonPropertyName("access_token")] string? AccessToken,
        [property: JsonPropertyName("refresh_token")] string? RefreshToken);
}
