using ApiAuth.LocalTenant.Html;
using ApiAuth.LocalTenant.Html.Forms;
using Microsoft.AspNetCore.Http;

namespace ApiAuth.LocalTenant.Dashboard.Keys;

/// <summary>The pages about signing keys.</summary>
internal static class KeyPages
{
    public static IResult List(DashboardRequest request) => request.Page<KeysPage, KeysView>(new(request.Tenant.Keys, Form.Empty));

    public static IResult Rotate(DashboardRequest request, Form form) => form.Try(request.Tenant.RotateKey)
        ? request.SeeOther(DashboardPaths.Keys, Notice.Rotated)
        : request.Refused<KeysPage, KeysView>(new(request.Tenant.Keys, form));

    public static IResult ConfirmRevocation(DashboardRequest request) => WithPrevious(request, kid => request.Page<ConfirmPage, ConfirmView>(Revocation(kid)));

    public static IResult Revoke(DashboardRequest request, Form form) => WithPrevious(request, kid => form.Try(() => request.Tenant.RevokeKey(kid))
        ? request.SeeOther(DashboardPaths.Keys, Notice.Revoked)
        : request.Refused<ConfirmPage, ConfirmView>(Revocation(kid) with { Form = form }));

    // A stranger's word in the address is never repeated.
    private static IResult WithPrevious(DashboardRequest request, Func<string, IResult> answer) => request.Tenant.Keys.Previous is { } previous && previous == request.Query("kid")
        ? answer(previous)
        : request.NotFound("Only the previous key can be revoked, and this is not it. Rotate first.");

    private static ConfirmView Revocation(string kid) => new()
    {
        Title = "Revoke the previous key?",
        Section = DashboardPaths.Keys,
        Back = DashboardPaths.Keys,
        BackTitle = "Keys",
        Sentence = "The key leaves the JWKS. Every token that it signed is refused as soon as an API has fetched the keys again.",
        Consequences = [kid],
        Submit = "Revoke the key",
    };
}

internal sealed record KeysView(SigningKeyIds Keys, Form Form);
