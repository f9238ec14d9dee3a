using Microsoft.AspNetCore.Http;

namespace ApiAuth.LocalTenant.Requests;

/// <summary>What an endpoint tells the request log about the request at hand.</summary>
internal sealed class RequestOutcome
{
    public string? ClientId { get; set; }

    public string? Error { get; set; }

    public static RequestOutcome Of(HttpContext context)
    {
        if (context.Features.Get<RequestOutcome>() is not { } outcome)
            context.Features.Set(outcome = new());
        return outcome;
    }
}
