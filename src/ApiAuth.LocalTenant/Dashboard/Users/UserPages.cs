using ApiAuth.LocalTenant.Html;
using ApiAuth.LocalTenant.Html.Forms;
using ApiAuth.LocalTenant.Model;
using Microsoft.AspNetCore.Http;

namespace ApiAuth.LocalTenant.Dashboard.Users;

/// <summary>The pages about users.</summary>
internal static class UserPages
{
    public static IResult List(DashboardRequest request) => request.Page<UserListPage, UserListView>(new(request.Seed.Users));

    public static IResult New(DashboardRequest request) => request.Page<EditUserPage, EditUserView>(new(null, request.Seed.ResourceServers, UserForm.BeginningOfNew));

    public static IResult Create(DashboardRequest request, Form form)
    {
        var user = UserForm.Read(form, new() { Email = "" }, request.Seed, request.Now);
        return form.Try(() => request.Tenant.Store.Update(seed => seed with { Users = [.. seed.Users, user] }))
            ? request.SeeOther(DashboardPaths.Of(DashboardPaths.EditUser, user.UserId), Notice.Created)
            : request.Refused<EditUserPage, EditUserView>(new(null, request.Seed.ResourceServers, form));
    }

    public static IResult Edit(DashboardRequest request) => WithUser(request, user =>
        request.Page<EditUserPage, EditUserView>(new(user, request.Seed.ResourceServers, UserForm.Of(request.Seed, user))));

    public static IResult Save(DashboardRequest request, Form form) => WithUser(request, user =>
    {
        UserForm.Read(form, user, request.Seed, request.Now);
        return form.Try(() => request.Tenant.Store.Update(seed => Changed(seed, user.UserId, current => UserForm.Read(form, current, seed, request.Now))))
            ? request.SeeOther(DashboardPaths.Of(DashboardPaths.EditUser, user.UserId), Notice.Saved)
            : request.Refused<EditUserPage, EditUserView>(new(user, request.Seed.ResourceServers, form));
    });

    public static IResult ConfirmDeletion(DashboardRequest request) => WithUser(request, user => request.Page<ConfirmPage, ConfirmView>(Deletion(request, user)));

    public static IResult Delete(DashboardRequest request, Form form) => WithUser(request, user =>
        form.Try(() => request.Tenant.Store.Update(seed => seed.WithoutUser(user.UserId)))
            ? request.SeeOther(DashboardPaths.Users, Notice.Deleted)
            : request.Refused<ConfirmPage, ConfirmView>(Deletion(request, user) with { Form = form }));

    private static ConfirmView Deletion(DashboardRequest request, User user) => new()
    {
        Title = $"Delete {user.Name ?? user.Email}?",
        Section = DashboardPaths.Users,
        Back = DashboardPaths.Of(DashboardPaths.EditUser, user.UserId),
        BackTitle = user.Name ?? user.Email,
        Sentence = "The user cannot sign in any more. Tokens that were issued stay good until they expire. With the user go:",
        Consequences = [Words.Count(request.Seed.UserGrants.Count(grant => grant.UserId == user.UserId), "consent")],
        Submit = "Delete the user",
    };

    private static IResult WithUser(DashboardRequest request, Func<User, IResult> answer) => request.Tenant.Store.FindUser(request.Query("id")) is { } found
        ? answer(found)
        : request.NotFound("There is no such user; it may have been deleted.");

    private static LocalTenantSeed Changed(LocalTenantSeed seed, string userId, Func<User, User> change) =>
        seed with { Users = [.. seed.Users.Select(user => user.UserId == userId ? change(user) : user)] };
}
