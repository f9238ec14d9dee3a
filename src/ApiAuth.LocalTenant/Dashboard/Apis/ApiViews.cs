using ApiAuth.LocalTenant.Html.Forms;

namespace ApiAuth.LocalTenant.Dashboard.Apis;

internal sealed record ApiListView(IReadOnlyList<ApiRow> Apis);

/// <summary>An API in the list.</summary>
internal sealed record ApiRow(ResourceServer Api, int Clients);

internal sealed record NewApiView(Form Form);

internal sealed record EditApiView(ResourceServer Api, Form Form);

internal sealed record ScopesView(ResourceServer Api, IReadOnlyList<ScopeRow> Scopes, Form Form);

/// <summary>A scope and who has it.</summary>
internal sealed record ScopeRow(ApiScope Scope, int ClientGrants, int Users);

internal sealed record ApiUseView(ResourceServer Api, string Settings, IReadOnlyList<ClientGrant> Grants, LocalTenantSeed Seed);
