using System.Text.Json.Nodes;
using ApiAuth.LocalTenant.Management;
using ApiAuth.LocalTenant.Resources;
using ApiAuth.LocalTenant.Schemas;
using Member = ApiAuth.LocalTenant.Resources.Member<ApiAuth.LocalTenant.TenantFault>;

namespace ApiAuth.LocalTenant.Control;

/// <summary><c>/local/faults</c>.</summary>
internal sealed class FaultRoutes(TenantFaults faults)
{
    private static readonly HashSet<string> None = [];

    private static readonly Resource<TenantFault> Table = new(
        () => new(),
        (fault, _) => fault,
        _ => None,
        Member.Text("path", "The path that it hits; every path if there is none.", fault => fault.Path, (fault, path) => fault with { Path = path }, 1),
        Number("count", "How many requests it hits; every one if there is none.", 1, int.MaxValue, fault => fault.Count, (fault, count) => fault with { Count = (int)count }),
        Number(
            "delay", "Milliseconds before the answer.", 0, 3_600_000, fault => (long)fault.Delay.TotalMilliseconds, (fault, delay) => fault with { Delay = TimeSpan.FromMilliseconds(delay) }),
        Member.Flag("hang", "Whether the answer waits until the fault is released.", fault => fault.Hangs, (fault, hangs) => fault with { Hangs = hangs }),
        Number("status", "The status of the answer.", 200, 599, fault => fault.Status, (fault, status) => fault with { Status = (int)status }),
        Member.Text("body", "The body of the answer.", fault => fault.Body, (fault, body) => fault with { Body = body }),
        Member.Text("content_type", "The type of the body.", fault => fault.ContentType, (fault, type) => fault with { ContentType = type! }, 1),
        Number(
            "retry_after", "Retry-After in seconds.", 0, int.MaxValue,
            fault => (long?)fault.RetryAfter?.TotalSeconds, (fault, seconds) => fault with { RetryAfter = TimeSpan.FromSeconds(seconds) }),
        Member.Flag("truncate", "Whether only the first half of the true body is sent.", fault => fault.IsTruncated, (fault, truncated) => fault with { IsTruncated = truncated }));

    public IEnumerable<ControlRoute> All =>
    [
        new("GET", TenantPaths.LocalFaults, null, (_, _) => ManagementAnswer.Ok(new JsonArray([.. faults.Active.Select(Write)]))),
        new("POST", TenantPaths.LocalFaults, Table.ShapeFor(MemberUse.Create) with { Least = 1 }, (body, _) => Add(Table.Create(body))),
        new("DELETE", TenantPaths.LocalFaults, null, (_, _) => Clear()),
        new("DELETE", TenantPaths.LocalFault, null, (_, id) => Release(id)),
    ];

    private ManagementAnswer Add(TenantFault fault) => fault.Problem() is { } problem
        ? ManagementAnswer.BadRequest(problem, "invalid_body")
        : ManagementAnswer.Created(Write(faults.Add(fault)));

    private ManagementAnswer Clear()
    {
        faults.Clear();
        return ManagementAnswer.NoContent;
    }

    private ManagementAnswer Release(string id)
    {
        if (faults.Active.FirstOrDefault(fault => fault.Id == id) is not { } found)
            return ManagementAnswer.NoSuchFault;
        found.Release();
        return ManagementAnswer.NoContent;
    }

    private static JsonObject Write(InjectedFault injected)
    {
        var json = Table.Write(injected.Fault);
        json.Insert(0, "id", injected.Id);
        json["hits"] = injected.Hits;
        return json;
    }

    private static Member Number(string name, string description, long least, long most, Func<TenantFault, long?> get, Func<TenantFault, long, TenantFault> set) => new(
        name,
        new WholeNumberShape(least, most) { Description = description },
        fault => get(fault) is { } number ? JsonValue.Create(number) : null,
        (fault, json) => set(fault, json.GetInt64()));
}
