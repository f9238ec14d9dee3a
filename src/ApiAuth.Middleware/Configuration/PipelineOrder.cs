using ApiAuth.Middleware.Diagnostics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace ApiAuth.Middleware.Configuration;

/// <summary>
/// Warns when CORS or the exception handler comes after authorization: a refusal would reach a browser without CORS headers, and a hook's exception no handler.
/// </summary>
/// <remarks>
/// The pipeline does not show its order, but it is built from its end to its start, and each of these middlewares takes a logger of its own when it is built.
/// So the order in which the loggers are asked for is the order of the pipeline, reversed. Where logging is replaced as a whole nothing is known, and nothing warned.
/// </remarks>
sealed class PipelineOrder : ILoggerProvider
{
    private const string Authorization = "Microsoft.AspNetCore.Authorization.AuthorizationMiddleware";
    private const string Cors = "Microsoft.AspNetCore.Cors.Infrastructure.CorsMiddleware";
    private const string ExceptionHandler = "Microsoft.AspNetCore.Diagnostics.ExceptionHandlerMiddleware";

    private readonly Lock gate = new();
    private readonly List<string> built = [];

    public bool CorsComesTooLate => IsAfterAuthorization(Cors);

    public bool ExceptionHandlerComesTooLate => IsAfterAuthorization(ExceptionHandler);

    public ILogger CreateLogger(string categoryName)
    {
        if (categoryName is Authorization or Cors or ExceptionHandler)
            lock (gate)
                built.Add(categoryName);
        return NullLogger.Instance;
    }

    public void Dispose()
    {
    }

    private bool IsAfterAuthorization(string middleware)
    {
        lock (gate)
            return built.IndexOf(middleware) is var index and >= 0 && index < built.IndexOf(Authorization);
    }
}

/// <summary>Says so once the host has started and the pipeline is built.</summary>
sealed class PipelineOrderCheck(PipelineOrder order, ILogger<PipelineOrderCheck> logger) : IHostedLifecycleService
{
    public Task StartedAsync(CancellationToken cancellationToken)
    {
        if (order.CorsComesTooLate)
            StartLog.CorsComesTooLate(logger);
        if (order.ExceptionHandlerComesTooLate)
            StartLog.ExceptionHandlerComesTooLate(logger);
        return Task.CompletedTask;
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
