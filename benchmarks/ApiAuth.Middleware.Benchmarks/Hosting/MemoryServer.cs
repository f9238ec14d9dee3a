using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace ApiAuth.Middleware.Benchmarks.Hosting;

/// <summary>A server without sockets: what remains is the pipeline.</summary>
sealed class MemoryServer : IServer
{
    private Func<IFeatureCollection, Task>? process;

    public IFeatureCollection Features { get; } = new FeatureCollection();

    public Task StartAsync<TContext>(IHttpApplication<TContext> application, CancellationToken cancellationToken)
        where TContext : notnull
    {
        process = async features =>
        {
            var context = application.CreateContext(features);
            await application.ProcessRequestAsync(context);
            application.DisposeContext(context, null);
        };
        return Task.CompletedTask;
    }

    /// <summary>One GET; answers the status.</summary>
    public async Task<int> GetAsync(string path, string? authorization)
    {
        var features = new FeatureCollection(8);
        var request = new HttpRequestFeature { Method = "GET", Path = path, Scheme = "http", Protocol = "HTTP/1.1" };
        if (authorization is not null)
            request.Headers.Authorization = authorization;
        var response = new HttpResponseFeature();
        features.Set<IHttpRequestFeature>(request);
        features.Set<IHttpResponseFeature>(response);
        features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(Stream.Null));
        await process!(features);
        return response.StatusCode;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose()
    {
    }
}
