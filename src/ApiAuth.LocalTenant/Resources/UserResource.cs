using System.Text.Json;
using System.Text.Json.Nodes;
using ApiAuth.LocalTenant.Schemas;
using Member = ApiAuth.LocalTenant.Resources.Member<ApiAuth.LocalTenant.User>;

namespace ApiAuth.LocalTenant.Resources;

/// <summary>A user as JSON. The Management API has none: seeds do.</summary>
internal static class UserResource
{
    private static readonly HashSet<string> None = [];

    public static Resource<User> Table { get; } = new(
        () => new() { UserId = "", Email = "" },
        (user, _) => user.UserId.Length > 0 ? user : user with { UserId = Model.Ids.NewUser() },
        _ => None,
        Member.Text("user_id", "The sub of the user's tokens, such as auth0|alice.", user => user.UserId, (user, id) => user with { UserId = id! }, 1, 300),
        Member.Text("email", "The e-mail address, which the user signs in with.", user => user.Email, (user, email) => user with { Email = email! }, 3, 300).Required(),
        Member.Flag("email_verified", "Whether the address is known to be the user's.", user => user.EmailVerified, (user, verified) => user with { EmailVerified = verified }),
        Member.Text("password", "The password of the login page; without one the user cannot sign in there.", user => user.Password, (user, password) => user with { Password = password }, 1).Secret(),
        Member.Flag(
            "must_change_password", "Local: whether the user has to choose a new password after signing in.", user => user.MustChangePassword, (user, must) => user with { MustChangePassword = must }),
        Member.Text("name", "The full name.", user => user.Name, (user, name) => user with { Name = name }),
        Member.Text("given_name", "The first name.", user => user.GivenName, (user, name) => user with { GivenName = name }),
        Member.Text("family_name", "The last name.", user => user.FamilyName, (user, name) => user with { FamilyName = name }),
        Member.Text("nickname", "The short name.", user => user.Nickname, (user, name) => user with { Nickname = name }),
        Member.Text("picture", "The address of a picture.", user => user.Picture, (user, picture) => user with { Picture = picture }),
        new Member("permissions", Permissions, Write, (user, json) => user with { Permissions = Read(json) }),
        CustomClaims.Member<User>(user => user.CustomClaims, (user, claims) => user with { CustomClaims = claims }));

    private static ListShape Permissions => new(new ObjectShape(
    [
        new("resource_server_identifier", new TextShape(1) { Description = "The identifier of the API." }) { IsRequired = true },
        new("permission_name", new TextShape(1) { Description = "One of its scopes." }) { IsRequired = true },
    ]))
    {
        Description = "What the user may do at the APIs that enforce policies.",
    };

    private static JsonArray Write(User user) => new([.. user.Permissions.Select(permission => new JsonObject
    {
        ["resource_server_identifier"] = permission.Audience,
        ["permission_name"] = permission.Value,
    })]);

    private static UserPermission[] Read(JsonElement list) =>
        [.. list.EnumerateArray().Select(permission => new UserPermission(permission.GetProperty("resource_server_identifier").GetString()!, permission.GetProperty("permission_name").GetString()!))];
}
