using ApiAuth.LocalTenant.Html.Forms;
using Microsoft.Extensions.Primitives;

namespace ApiAuth.LocalTenant.Dashboard.Users;

/// <summary>A user as a form.</summary>
internal static class UserForm
{
    public static Form BeginningOfNew => Form.Beginning(("emailVerified", Form.Yes));

    /// <summary>Has the permissions at one API.</summary>
    public static string Permissions(ResourceServer api) => $"permissions.{api.Id}";

    public static Form Of(LocalTenantSeed seed, User user) => Form.Beginning(
    [
        ("email", user.Email),
        ("emailVerified", Form.Checked(user.EmailVerified)),
        ("password", user.Password),
        ("mustChangePassword", Form.Checked(user.MustChangePassword)),
        ("name", user.Name),
        ("givenName", user.GivenName),
        ("familyName", user.FamilyName),
        ("nickname", user.Nickname),
        .. seed.ResourceServers.Select(api => (Permissions(api), new StringValues([.. At(user, api).Select(permission => permission.Value)]))),
    ]);

    /// <summary>The user with what the form says. Problems are noted in the form.</summary>
    public static User Read(Form form, User user, LocalTenantSeed seed, DateTimeOffset now) => user with
    {
        Email = form.Required("email", "Give the user an e-mail address: it is what the user signs in with."),
        EmailVerified = form.IsChecked("emailVerified"),
        Password = form.Optional("password"),
        MustChangePassword = form.IsChecked("mustChangePassword"),
        Name = form.Optional("name"),
        GivenName = form.Optional("givenName"),
        FamilyName = form.Optional("familyName"),
        Nickname = form.Optional("nickname"),
        Permissions = [.. seed.ResourceServers.SelectMany(api => form.All(Permissions(api)).Select(value => new UserPermission(api.Identifier, value)))],
        UpdatedAt = now,
    };

    private static IEnumerable<UserPermission> At(User user, ResourceServer api) => user.Permissions.Where(permission => permission.Audience == api.Identifier);
}
