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

/// <summary>How an API is made to accept the tokens for it.</summary>
/// <param name="Api">The API.</param>
/// <param name="Settings">Its settings, as JSON.</param>
/// <param name="IsHiddenByAlg">Whether the JWKS says of each key that it is for another algorithm than the API's tokens are signed with.</param>
/// <param name="Grants">Who may get tokens for it.</param>
/// <param name="Seed">Knows the names.</param>
internal sealed record ApiUseView(ResourceServer Api, string Settings, bool IsHiddenByAlg, IReadOnlyList<ClientGrant> Grants, LocalTenantSeed Seed);
