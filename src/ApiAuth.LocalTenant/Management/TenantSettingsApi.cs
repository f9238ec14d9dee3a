using ApiAuth.LocalTenant.Resources;

namespace ApiAuth.LocalTenant.Management;

/// <summary><c>/api/v2/tenants/settings</c>.</summary>
internal sealed class TenantSettingsApi(TenantStore store)
{
    private static readonly Resource<TenantSettings> Table = TenantSettingsResource.Table;

    public IEnumerable<ManagementRoute> Routes =>
    [
        ManagementRoute.Get(TenantPaths.TenantSettings, ManagementScopes.ReadTenantSettings, Read).Asks(Fields.Parameters),
        ManagementRoute.Patch(TenantPaths.TenantSettings, ManagementScopes.UpdateTenantSettings, Update).Reads(Table.ShapeFor(MemberUse.Update)),
    ];

    private ManagementAnswer Read(ManagementRequest request) => ManagementAnswer.Ok(Fields.Asked(request, Table.Write(store.Current.Settings)));

    private ManagementAnswer Update(ManagementRequest request) => store.Change(seed =>
    {
        var changed = Table.Change(seed.Settings, request.Body);
        return (seed with { Settings = changed }, ManagementAnswer.Ok(Table.Write(changed)));
    });
}
