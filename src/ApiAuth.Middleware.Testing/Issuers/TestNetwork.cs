using System.Net;
using System.Net.Sockets;
using ApiAuth.Middleware.Testing.Issuers;

namespace ApiAuth.Middleware.Testing;

/// <summary>
/// All that an app under test can reach: some issuers, and nothing else. A host that none of them has fails as an unknown one does, and is noted in <see cref="Unserved"/>.
/// May be used by many clients, and after one was disposed. Thread-safe.
/// </summary>
public sealed class TestNetwork : HttpMessageHandler
{
    private readonly IReadOnlyList<TestIssuer> issuers;
    private readonly RequestLog log;
    private readonly RequestLog unserved = new();

    /// <summary>A network of these issuers.</summary>
    /// <param name="issuers">None, one or many; their names differ.</param>
    public TestNetwork(params IReadOnlyList<TestIssuer> issuers)
    {
        this.issuers = [.. issuers];
        log = new RequestLog();
        foreach (var issuer in this.issuers)
            issuer.Prepare();
    }

    internal TestNetwork(TestIssuer issuer, RequestLog log)
    {
        issuers = [issuer];
        this.log = log;
    }

    /// <summary>Every URI that was asked for, in order.</summary>
    public IReadOnlyList<Uri> Requests => log.Snapshot();

    /// <summary>Those of <see cref="Requests"/> whose host no issuer has.</summary>
    public IReadOnlyList<Uri> Unserved => unserved.Snapshot();

    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var address = request.RequestUri!;
        log.Add(address);
        cancellationToken.ThrowIfCancellationRequested();

        var response = await AnswerAsync(address, cancellationToken);
        response.RequestMessage = request;
        return response;
    }

    private Task<HttpResponseMessage> AnswerAsync(Uri address, CancellationToken cancellationToken)
    {
        foreach (var issuer in issuers.Where(issuer => issuer.OwnsHostOf(address)))
        {
            if (issuer.Log != log)
                issuer.Log.Add(address);
            if (issuer.Find(address) is var (endpoint, name))
                return endpoint.AnswerAsync(name, cancellationToken);
        }

        if (issuers.Any(issuer => issuer.OwnsHostOf(address)))
            return Task.FromResult(new HttpResponseMessage(HttpStatusCode.NotFound));

        unserved.Add(address);
        throw new HttpRequestException(
            HttpRequestError.NameResolutionError, $"No test issuer has the host '{address.Authority}'.", new SocketException((int)SocketError.HostNotFound));
    }
}
