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

    public static IResult ConfirmRevocation(DashboardRequest request) => request.Page<ConfirmPage, ConfirmView>(Revocation(request));

    public static IResult Revoke(DashboardRequest request, Form form) => form.Try(() => request.Tenant.RevokeKey(request.Query("kid")))
        ? request.SeeOther(DashboardPaths.Keys, Notice.Revoked)
        : request.Refused<ConfirmPage, ConfirmView>(Revocation(request) with { Form = form });

    private static ConfirmView Revocation(DashboardRequest request) => new()
    {
        Title = "Revoke the previous key?",
        Section = DashboardPaths.Keys,
        Back = DashboardPaths.Keys,
        BackTitle = "Keys",
        Sentence = "The key leaves the JWKS. Every token that it signed is refused as soon as an API has fetched the keys again.",
        Consequences = [request.Query("kid")],
        Submit = "Revoke the key",
    };
}

internal sealed record KeysView(SigningKeyIds Keys, Form Form);
