using ApiAuth.LocalTenant.Hosting;
using ApiAuth.LocalTenant.Requests;
using ApiAuth.LocalTenant.Resources;
using ApiAuth.LocalTenant.Schemas;
using ApiAuth.LocalTenant.Tokens;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;

namespace ApiAuth.LocalTenant.Management;

/// <summary>Answers one operation: is the caller let in, may it do this, is what it sent right?</summary>
internal sealed class ManagementEndpoint(ManagementRoute route, TenantIssuer issuer, AccessTokenReader tokens)
{
    private static readonly ObjectMember Id = new("id", new TextShape(1, 600) { Description = "The id" });

    public async Task HandleAsync(HttpContext context)
    {
        var answer = await AnswerAsync(context);
        RequestOutcome.Of(context).Error = answer.Error;
        await answer.WriteAsync(context.Response);
    }

    public static Task NotFoundAsync(HttpContext context) => ManagementAnswer.NoSuchPath.WriteAsync(context.Response);

    private async ValueTask<ManagementAnswer> AnswerAsync(HttpContext context)
    {
        if (!Callers.MeantThisTenant(context.Request, issuer.Domain))
            return ManagementAnswer.OtherHost;
        var (caller, refusal) = ManagementCaller.Of(context.Request, issuer.Value, tokens);
        if (caller is null)
            return refusal!;

        RequestOutcome.Of(context).ClientId = caller.ClientId;
        if (!IsAllowed(caller))
            return ManagementAnswer.InsufficientScope(route.Scopes, route.NeedsAllScopes);

        var id = IdOf(context);
        if (id is not null && Id.Check(Json.Element(id), "") is { } badId)
            return ManagementAnswer.InvalidPath(badId);
        var query = QueryObject.Read(context.Request.Query, route.Query);
        if (route.Query.Check(query, "") is { } badQuery)
            return ManagementAnswer.InvalidQuery(badQuery);
        var request = new ManagementRequest(caller.Scopes, id ?? "", query, default);
        return route.Body is null ? route.Answer(request) : await AnswerAsync(context.Request, request, route.Body);
    }

    private async ValueTask<ManagementAnswer> AnswerAsync(HttpRequest http, ManagementRequest request, ObjectShape shape)
    {
        var (body, refusal) = await JsonBody.ReadAsync(http);
        if (body is not { } json)
            return refusal!;
        return shape.Check(json, "") is { } problem ? ManagementAnswer.InvalidBody(problem) : route.Answer(request with { Body = json });
    }

    private bool IsAllowed(ManagementCaller caller)
    {
        var values = route.Scopes.Select(scope => scope.Value);
        return route.NeedsAllScopes ? values.All(caller.Scopes.Contains) : values.Any(caller.Scopes.Contains);
    }

    // From the path as it was sent: of the one that the server decoded, a slash that is left encoded could mean two things.
    private string? IdOf(HttpContext context)
    {
        if (context.GetRouteValue("id") is not string decoded)
            return null;
        var raw = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget.Split('?')[0].TrimEnd('/').Split('/');
        var fromEnd = Array.IndexOf([.. route.Path.Split('/').Reverse()], "{id}") + 1;
        return fromEnd < raw.Length
            ? Uri.UnescapeDataString(raw[^fromEnd])
            : decoded.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);
    }
}
