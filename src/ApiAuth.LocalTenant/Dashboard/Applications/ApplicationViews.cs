using ApiAuth.LocalTenant.Html.Forms;

namespace ApiAuth.LocalTenant.Dashboard.Applications;

internal sealed record ApplicationListView(IReadOnlyList<ApplicationRow> Applications);

/// <summary>An application in the list.</summary>
internal sealed record ApplicationRow(Client Client, int Apis);

internal sealed record NewApplicationView(Form Form);

internal sealed record EditApplicationView(Client Client, Form Form);

internal sealed record SecretView(Client Client, Form Form);

internal sealed record AuthorizedApisView(Client Client, IReadOnlyList<ResourceServer> Apis, Form Form);
