using System.Net;
using System.Text;

namespace ApiAuth.Samples.Tests.GiftDeliveries;

/// <summary>Answers each request with the next of its answers, and remembers what it was asked.</summary>
sealed class ScriptedServer(params Func<HttpResponseMessage>[] answers) : HttpMessageHandler
{
    readonly Queue<Func<HttpResponseMessage>> _answers = new(answers);

    public List<(string Request, string? Authorization, string Body)> Asked { get; } = [];

    public static Func<HttpResponseMessage> Json(HttpStatusCode status, string body, Action<HttpResponseMessage>? with = null) => () =>
    {
        var response = new HttpResponseMessage(status) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        with?.Invoke(response);
        return response;
    };

    public static Func<HttpResponseMessage> Token(string token, int expiresIn = 86400) =>
        Json(HttpStatusCode.OK, $$"""{"access_token":"{{token}}","expires_in":{{expiresIn}},"token_type":"Bearer"}""");

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        lock (Asked)
            Asked.Add(($"{request.Method} {request.RequestUri?.AbsoluteUri}", request.Headers.Authorization?.ToString(), body));
        return _answers.TryDequeue(out var answer) ? answer() : throw new HttpRequestException("nobody listens");
    }
}
