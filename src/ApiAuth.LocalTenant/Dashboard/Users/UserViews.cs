using ApiAuth.LocalTenant.Html.Forms;

namespace ApiAuth.LocalTenant.Dashboard.Users;

internal sealed record UserListView(IReadOnlyList<User> Users);

/// <summary>The form of a user; <see cref="User"/> is null for a new one.</summary>
internal sealed record EditUserView(User? User, IReadOnlyList<ResourceServer> Apis, Form Form);
