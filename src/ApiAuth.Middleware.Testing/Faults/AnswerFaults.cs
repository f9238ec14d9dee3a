using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;

namespace ApiAuth.Middleware.Testing.Faults;

/// <summary>No answer in time.</summary>
internal sealed class HangFault : IssuerFault
{
    internal override async Task<HttpResponseMessage> AnswerAsync(Exchange exchange, CancellationToken cancellationToken)
    {
        await exchange.Repaired.WaitAsync(cancellationToken);
        return exchange.Answer();
    }
}

/// <summary>No connection.</summary>
internal sealed class RefusedFault : IssuerFault
{
    internal override Task<HttpResponseMessage> AnswerAsync(Exchange exchange, CancellationToken cancellationToken) => throw new HttpRequestException(
        HttpRequestError.ConnectionError, "Connection refused by the test issuer.", new SocketException((int)SocketError.ConnectionRefused));
}

/// <summary>Another status than 200.</summary>
internal sealed class StatusFault(HttpStatusCode status, RetryConditionHeaderValue? retryAfter, Uri? location) : IssuerFault
{
    internal override Task<HttpResponseMessage> AnswerAsync(Exchange exchange, CancellationToken cancellationToken)
    {
        var response = new HttpResponseMessage(status);
        response.Headers.Location = location;
        response.Headers.RetryAfter = retryAfter;
        return Task.FromResult(response);
    }
}

/// <summary>200 and another document.</summary>
internal sealed class DocumentFault(Func<string, string> edit, string mediaType) : IssuerFault
{
    internal const string Json = "application/json";

    internal override Task<HttpResponseMessage> AnswerAsync(Exchange exchange, CancellationToken cancellationToken) =>
        Task.FromResult(exchange.Answer(edit(exchange.Document()), mediaType));
}
