using ApiAuth.LocalTenant.Authorize;
using ApiAuth.LocalTenant.Pages;
using ApiAuth.LocalTenant.Sessions;
using Microsoft.AspNetCore.Http;

namespace ApiAuth.LocalTenant.Login;

/// <summary>The page on which a user who has to chooses a new password, between signing in and going on.</summary>
internal sealed class ChangePasswordEndpoint(
    TenantStore store, Transactions transactions, AuthorizationFlow flow, UserSessions sessions, AuthorizationResponses responses, TenantPages pages, TimeProvider time)
{
    public Task GetAsync(HttpContext context) => Find(context) is { } asked ? ShowAsync(context, asked, problem: null) : LostAsync(context);

    public async Task PostAsync(HttpContext context)
    {
        if (Find(context) is not { } asked)
            await LostAsync(context);
        else if (!await pages.IsOwnFormAsync(context))
            await responses.RefuseAsync(context, AuthorizeError.ForgedForm, target: null);
        else
            await ChangeAsync(context, asked, await context.Request.ReadFormAsync(context.RequestAborted));
    }

    private Task ChangeAsync(HttpContext context, Asked asked, IFormCollection form)
    {
        var password = form["password"].ToString();
        if (Problem(asked.User, password, form["again"].ToString()) is { } problem)
            return ShowAsync(context, asked, problem);
        store.Update(seed => seed with { Users = [.. seed.Users.Select(user => user.UserId == asked.User.UserId ? Changed(user, password) : user)] });
        return flow.ResumeAsync(context, asked.Pending, asked.Session);
    }

    private Asked? Find(HttpContext context) =>
        transactions.Find(context.Request) is { } pending
        && sessions.Find(context.Request) is { } session
        && store.FindUser(session.UserId) is { MustChangePassword: true } user
        && flow.Read(pending).Request is { } request
            ? new(pending, request, session, user)
            : null;

    private static string? Problem(User user, string password, string again)
    {
        if (password.Length == 0)
            return "Write a new password.";
        if (password != again)
            return "The two passwords differ.";
        return password == user.Password ? "That is the password you have. Choose another one." : null;
    }

    private User Changed(User user, string password) => user with { Password = password, MustChangePassword = false, UpdatedAt = time.GetUtcNow() };

    private Task ShowAsync(HttpContext context, Asked asked, string? problem) =>
        pages.ChangePasswordAsync(context, new(asked.Request.Client.Name, asked.User.Email, problem));

    private Task LostAsync(HttpContext context) => responses.RefuseAsync(context, AuthorizeError.UnknownTransaction, target: null);

    private sealed record Asked(PendingTransaction Pending, AuthorizationRequest Request, Session Session, User User);
}
