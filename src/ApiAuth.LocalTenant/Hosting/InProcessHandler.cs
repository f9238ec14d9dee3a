using Microsoft.AspNetCore.TestHost;

namespace ApiAuth.LocalTenant.Hosting;

/// <summary>Sends to the server of the moment; fails as an unreachable host does where there is none.</summary>
internal sealed class InProcessHandler(Func<TestServer?> server) : HttpMessageHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (server() is not { } running)
            throw new HttpRequestException(HttpRequestError.ConnectionError, "The local tenant is stopped.");
        using var invoker = new HttpMessageInvoker(running.CreateHandler());
        return await invoker.SendAsync(request, cancellationToken);
    }
}
