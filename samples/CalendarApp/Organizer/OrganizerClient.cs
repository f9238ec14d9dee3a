using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using CalendarApp.Sessions;
using CalendarApp.SignIn;
using Microsoft.Extensions.Options;

namespace CalendarApp.Organizer;

sealed record Appointment(Guid Id, string Title, DateOnly Date, IReadOnlyList<Guid> ContactIds);

sealed record NewAppointment(string Title, DateOnly Date, IReadOnlyList<Guid> ContactIds);

sealed record Contact(Guid Id, string Name);

sealed record TodoItem(Guid Id, string Title);

/// <summary>Calls the Organizer API with the session's access token. A token that is refused (401) is renewed, once; a 403 is final.</summary>
sealed class OrganizerClient(HttpClient http, TokenEndpoint endpoint, IOptions<OrganizerSettings> settings)
{
    public Task<Answer<Appointment[]>> GetAppointmentsAsync(Session session, CancellationToken cancellation) =>
        SendAsync<Appointment[]>(session, HttpMethod.Get, "api/appointments", body: null, cancellation);

    public Task<Answer<Appointment>> CreateAsync(Session session, NewAppointment appointment, CancellationToken cancellation) =>
        SendAsync<Appointment>(session, HttpMethod.Post, "api/appointments", appointment, cancellation);

    public Task<Answer<Contact[]>> GetContactsAsync(Session session, CancellationToken cancellation) =>
        SendAsync<Contact[]>(session, HttpMethod.Get, "api/contacts", body: null, cancellation);

    public Task<Answer<TodoItem[]>> GetTasksAsync(Session session, CancellationToken cancellation) =>
        SendAsync<TodoItem[]>(session, HttpMethod.Get, "api/tasks", body: null, cancellation);

    private async Task<Answer<T>> SendAsync<T>(Session session, HttpMethod method, string path, object? body, CancellationToken cancellation) where T : class
    {
        try
        {
            var tokens = session.Tokens;
            using var first = await SendAsync(tokens, method, path, body, cancellation);
            if (first.StatusCode != HttpStatusCode.Unauthorized)
                return await ReadAsync<T>(first, cancellation);

            var renewal = await session.RenewAsync(tokens, endpoint).WaitAsync(cancellation);
            if (renewal != Renewal.Done)
                return new Problem(renewal == Renewal.SignInNeeded ? Trouble.SignInNeeded : Trouble.Unavailable);
            using var second = await SendAsync(session.Tokens, method, path, body, cancellation);
            return await ReadAsync<T>(second, cancellation);
        }
        catch (Exception e) when (e is HttpRequestException or JsonException || (e is TaskCanceledException && !cancellation.IsCancellationRequested))
        {
            return new Problem(Trouble.Unavailable);
        }
    }

    private async Task<HttpResponseMessage> SendAsync(TokenSet tokens, HttpMethod method, string path, object? body, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(method, new Uri(settings.Value.Api!, path));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", tokens.AccessToken);
        request.Content = body is null ? null : JsonContent.Create(body);
        return await http.SendAsync(request, cancellation);
    }

    private static async Task<Answer<T>> ReadAsync<T>(HttpResponseMessage response, CancellationToken cancellation) where T : class => response.StatusCode switch
    {
        _ when response.IsSuccessStatusCode => (await response.Content.ReadFromJsonAsync<T>(cancellation))!,
        HttpStatusCode.Forbidden => new Problem(Trouble.Refused, Challenge.MissingScope(response)),
        HttpStatusCode.BadRequest or HttpStatusCode.Conflict => new Problem(Trouble.Invalid, await Challenge.TitleAsync(response, cancellation)),
        _ => new Problem(Trouble.Unavailable), // a token that was refused twice among them: signing in again would go round in circles
    };
}
