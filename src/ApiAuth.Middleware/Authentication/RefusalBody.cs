using ApiAuth.Middleware.Errors;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Net.Http.Headers;

namespace ApiAuth.Middleware.Authentication;

/// <summary>The body of a refusal (RFC 9457), written by the application's own problem details service.</summary>
static class RefusalBody
{
    public static async ValueTask WriteAsync(HttpContext context, Refusal refusal)
    {
        if (!refusal.Scheme.WritesProblems || context.Response.HasStarted || !TakesProblem(context.Request))
            return;
        if (context.RequestServices.GetService<IProblemDetailsService>() is { } problems)
            await problems.TryWriteAsync(new() { HttpContext = context, ProblemDetails = Describe(context, refusal) });
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
        return accept.Count == 0 || accept.Any(type => type.Quality is not 0 && (Json.IsSubsetOf(type) || Problem.IsSubsetOf(type)));
    }

    private static readonly MediaTypeHeaderValue Json = new("application/json");
    private static readonly MediaTypeHeaderValue Problem = new("application/problem+json");
}
