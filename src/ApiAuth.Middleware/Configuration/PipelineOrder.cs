using ApiAuth.Middleware.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace ApiAuth.Middleware.Configuration;

/// <summary>
/// Tells when CORS or the exception handler comes after authorization: a refusal would reach a browser without CORS headers, and a hook's exception no handler;
/// and when there is no authorization at all.
/// </summary>
/// <remarks>
/// The pipeline does not show its order, but it is built from its end to its start, and each of these middlewares takes a logger of its own when it is built.
/// So the order in which the loggers are asked for is the order of the pipeline, reversed. Where logging is replaced as a whole nothing is known, and nothing warned.
/// </remarks>
sealed class PipelineOrder : ILoggerProvider
{
    private const string Authorization = "Microsoft.AspNetCore.Authorization.AuthorizationMiddleware";
    private const string WebHost = "Microsoft.AspNetCore.Hosting.Diagnostics";
    private const string Cors = "Microsoft.AspNetCore.Cors.Infrastructure.CorsMiddleware";
    private const string ExceptionHandler = "Microsoft.AspNetCore.Diagnostics.ExceptionHandlerMiddleware";

    /// <summary>What UseAuthorization() leaves behind, for WebApplication not to add it again; on a branch of the pipeline it stays with the branch.</summary>
    private const string AuthorizationSet = "__AuthorizationMiddlewareSet";

    private readonly Lock gate = new();
    private readonly List<string> built = [];
    private bool isSet;

    /// <summary>A web host was started, and nothing authorizes its requests, on no branch either.</summary>
    public bool LacksAuthorization => !isSet && Contains(WebHost) && !Contains(Authorization);

    public bool CorsComesTooLate => IsAfterAuthorization(Cors);

    public bool ExceptionHandlerComesTooLate => IsAfterAuthorization(ExceptionHandler);

    /// <summary>To be called when the application has said what its pipeline is.</summary>
    public void Look(IApplicationBuilder application) => isSet = application.Properties.ContainsKey(AuthorizationSet);

    public ILogger CreateLogger(string categoryName)
    {
        if (categoryName is WebHost or Authorization or Cors or ExceptionHandler)
            lock (gate)
                built.Add(categoryName);
        return NullLogger.Instance;
    }

    public void Dispose()
    {
    }

    private bool Contains(string category)
    {
        lock (gate)
            return built.Contains(category);
    }

    private bool IsAfterAuthorization(string middleware)
    {
        lock (gate)
            return built.IndexOf(middleware) is var index and >= 0 && index < built.IndexOf(Authorization);
    }
}

/// <summary>Says so once the host has started and the pipeline is built.</summary>
sealed class PipelineOrderCheck(PipelineOrder order, HostSchemes schemes, ILogger<PipelineOrderCheck> logger) : IHostedLifecycleService
{
    /// <exception cref="OptionsValidationException">What is required by default is required by nobody.</exception>
    public Task StartedAsync(CancellationToken cancellationToken)
    {
        if (schemes.RequireAuthenticatedByDefault && order.LacksAuthorization)
            throw new OptionsValidationException(schemes.Names[0], typeof(ApiAuthOptions),
                ["RequireAuthenticatedByDefault() is void, because nothing in the pipeline authorizes requests. Call UseAuthentication() and UseAuthorization() after UseRouting()."]);
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
