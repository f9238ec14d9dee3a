using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using ApiAuth.LocalTenant.Management;
using ApiAuth.LocalTenant.Schemas;
using Microsoft.AspNetCore.Http;

namespace ApiAuth.LocalTenant.Control;

/// <summary>The control plane: what <see cref="Tenant"/> can do in code, over HTTP.</summary>
internal sealed class ControlEndpoints(Tenant tenant)
{
    public IEnumerable<ControlRoute> Routes =>
    [
        .. Clock,
        .. new FaultRoutes(tenant.Faults).All,
        new("GET", TenantPaths.LocalRequests, null, (_, _) => ManagementAnswer.Ok(RequestReport.Of(tenant.Requests))),
        new("DELETE", TenantPaths.LocalRequests, null, (_, _) => Done(tenant.Requests.Clear)),
        new("POST", TenantPaths.LocalReset, ResetBody, (body, _) => Done(() => tenant.Reset(Flag(body, "keys") == true))),
        .. new TokenRoutes(tenant).All,
    ];

    private static ObjectShape ResetBody { get; } = new([new("keys", new FlagShape { Description = "Whether the signing keys are replaced too." })]);

    private static ObjectShape ClockBody { get; } = new(
    [
        new("set", new TextShape(1) { Description = "A time, such as 2030-01-01T00:00:00Z." }),
        new("advance", new WholeNumberShape(-10_000_000_000, 10_000_000_000) { Description = "Seconds." }),
        new("freeze", new FlagShape { Description = "Whether the clock stands still." }),
    ])
    {
        Least = 1,
    };

    public RequestDelegate Handle(ControlRoute route) => new ControlEndpoint(route, tenant.IssuerSource).HandleAsync;

    private ControlRoute[] Clock =>
    [
        new("GET", TenantPaths.LocalClock, null, (_, _) => Now()),
        new("POST", TenantPaths.LocalClock, ClockBody, (body, _) => SetClock(body)),
        new("DELETE", TenantPaths.LocalClock, null, (_, _) => Done(tenant.Clock.Reset)),
    ];

    private ManagementAnswer Now() => ManagementAnswer.Ok(new JsonObject { ["now"] = RequestReport.Time(tenant.Clock.GetUtcNow()), ["frozen"] = tenant.Clock.IsFrozen });

    private ManagementAnswer SetClock(JsonElement body)
    {
        DateTimeOffset? set = null;
        if (body.TryGetProperty("set", out var text))
        {
            if (!DateTimeOffset.TryParse(text.GetString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time))
                return ManagementAnswer.BadRequest($"set: \"{text.GetString()}\" is no time. Write one such as 2030-01-01T00:00:00Z.", "invalid_body");
            set = time;
        }

        try
        {
            if (set is { } now)
                tenant.Clock.Set(now);
            if (body.TryGetProperty("advance", out var seconds))
                tenant.Clock.Advance(TimeSpan.FromSeconds(seconds.GetInt64()));
        }
        catch (LocalTenantException refusal)
        {
            return ManagementAnswer.BadRequest(refusal.Message, "invalid_body");
        }

        if (Flag(body, "freeze") is { } freeze)
            (freeze ? (Action)tenant.Clock.Freeze : tenant.Clock.Resume)();
        return Now();
    }

    private static bool? Flag(JsonElement body, string name) => body.TryGetProperty(name, out var flag) ? flag.GetBoolean() : null;

    private static ManagementAnswer Done(Action act)
    {
        act();
        return ManagementAnswer.NoContent;
    }
}
