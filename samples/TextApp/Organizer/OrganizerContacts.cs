using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.Extensions.Options;
using TextApp.SignIn;

namespace TextApp.Organizer;

sealed record Contact(Guid Id, string Name, string? Phone);

/// <summary>Organizer's status and, where it is 200, what it sent. Null for the status: nobody answered.</summary>
sealed record Answer<T>(HttpStatusCode? Status, T? Value = null) where T : class;

/// <summary>Calls the Organizer API with the user's access token.</summary>
sealed class OrganizerContacts(HttpClient http, IOptions<OrganizerSettings> settings)
{
    public Task<Answer<Contact[]>> ListAsync(string token, CancellationToken cancellation) => GetAsync<Contact[]>(token, "api/contacts", cancellation);

    /// <summary>404 for a contact that is not the user's own.</summary>
    public Task<Answer<Contact>> FindAsync(string token, Guid id, CancellationToken cancellation) => GetAsync<Contact>(token, $"api/contacts/{id}", cancellation);

    /// <summary>What TextApp must not see.</summary>
    public Task<Answer<object>> ListAppointmentsAsync(string token, CancellationToken cancellation) => GetAsync<object>(token, "api/appointments", cancellation);

    private async Task<Answer<T>> GetAsync<T>(string token, string path, CancellationToken cancellation) where T : class
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(settings.Value.Api!, path));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        try
        {
            using var response = await http.SendAsync(request, cancellation);
            return response.StatusCode == HttpStatusCode.OK
                ? new(response.StatusCode, await response.Content.ReadFromJsonAsync<T>(cancellation))
                : new(response.StatusCode);
        }
        catch (Exception e) when (e is HttpRequestException or JsonException || (e is TaskCanceledException && !cancellation.IsCancellationRequested))
        {
            return new(Status: null);
        }
    }
}
