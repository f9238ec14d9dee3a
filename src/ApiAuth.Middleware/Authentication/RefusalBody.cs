using ApiAuth.Middleware.Errors;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using JsonOptions = Microsoft.AspNetCore.Http.Json.JsonOptions;

namespace ApiAuth.Middleware.Authentication;

/// <summary>The body of a refusal (RFC 9457), written by the application's own problem details service.</summary>
static class RefusalBody
{
    private const string MediaType = "application/problem+json";

    public static async ValueTask WriteAsync(HttpContext context, Refusal refusal)
    {
        if (!refusal.Scheme.WritesProblems || context.Response.HasStarted || !TakesProblem(context.Request))
            return;
        var problem = new ProblemDetailsContext { HttpContext = context, ProblemDetails = Describe(context, refusal) };
        var isWritten = await context.RequestServices.GetRequiredService<IProblemDetailsService>().TryWriteAsync(problem);
        // MVC's writer claims every controller, and writes nothing for one without [ApiController].
        if (!isWritten || context.Response.ContentType is null)
            await WriteOwnAsync(problem);
    }

    private static async ValueTask WriteOwnAsync(ProblemDetailsContext problem)
    {
        var services = problem.HttpContext.RequestServices;
        services.GetRequiredService<IOptions<ProblemDetailsOptions>>().Value.CustomizeProblemDetails?.Invoke(problem);
        var json = services.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions.GetTypeInfo(typeof(ProblemDetails));
        await problem.HttpContext.Response.WriteAsJsonAsync(problem.ProblemDetails, json, MediaType);
    }

    private static ProblemDetails Describe(HttpContext context, Refusal refusal)
    {
        var code = refusal.Error.Reason.Code();
        var problem = new ProblemDetails
        {
            Type = $"urn:apiauth:{code}",
            Title = refusal.Challenge.Title,
            Status = refusal.Challenge.Status,
            Detail = refusal.Error.Detail,
            Extensions = { ["code"] = code },
        };
        if (context.RequestServices.GetService<IHostEnvironment>()?.IsDevelopment() == true)
            problem.Extensions["hint"] = $"{refusal.Error.Explanation} {Advice.For(refusal.Error.Reason)}";
        return problem;
    }

    private static bool TakesProblem(HttpRequest request) =>
        !HttpMethods.IsHead(request.Method)
        && request.ContentType?.StartsWith("application/grpc", StringComparison.OrdinalIgnoreCase) != true
        && TakesJson(request);

    private static bool TakesJson(HttpRequest request)
    {
        var accept = request.GetTypedHeaders().Accept;
        return accept.Count == 0 || accept.Any(type => type.Quality is not 0 && (type.MatchesMediaType(MediaType) || type.MatchesMediaType("application/json")));
    }
}
