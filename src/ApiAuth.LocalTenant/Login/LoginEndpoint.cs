using ApiAuth.LocalTenant.Authorize;
using ApiAuth.LocalTenant.OAuth;
using ApiAuth.LocalTenant.Pages;
using ApiAuth.LocalTenant.Requests;
using ApiAuth.LocalTenant.Sessions;
using Microsoft.AspNetCore.Http;

namespace ApiAuth.LocalTenant.Login;

/// <summary>The login page.</summary>
internal sealed class LoginEndpoint(
    TenantStore store, Transactions transactions, AuthorizationFlow flow, UserSessions sessions, AuthorizationResponses responses, TenantPages pages)
{
    private const string WrongPassword = "Wrong e-mail address or password.";

    private List<User> UsersWithPassword => [.. store.Current.Users.Where(user => user.Password is not null)];

    public Task GetAsync(HttpContext context)
    {
        if (transactions.Find(context.Request) is not { } pending)
            return RefuseAsync(context, AuthorizeError.UnknownTransaction);
        return flow.Read(pending) is { Request: { } request }
            ? ShowAsync(context, request, request.LoginHint, problem: null)
            : flow.ResumeAsync(context, pending, session: null);
    }

    public async Task PostAsync(HttpContext context)
    {
        if (transactions.Find(context.Request) is not { } pending)
            await RefuseAsync(context, AuthorizeError.UnknownTransaction);
        else if (!await pages.IsOwnFormAsync(context))
            await RefuseAsync(context, AuthorizeError.ForgedForm);
        else
            await SignInAsync(context, pending, await context.Request.ReadFormAsync(context.RequestAborted));
    }

    private Task SignInAsync(HttpContext context, PendingTransaction pending, IFormCollection form)
    {
        var email = form["email"].ToString();
        if ((PickedUser(form["as"].ToString()) ?? FindUser(email, form["password"].ToString())) is not { } user)
            return TryAgainAsync(context, pending, email);
        var session = sessions.Start(context, user);
        return flow.ResumeAsync(context, transactions.Update(pending, transaction => transaction with { SessionId = session.Id }), session);
    }

    private Task TryAgainAsync(HttpContext context, PendingTransaction pending, string email)
    {
        RequestOutcome.Of(context).Error = "wrong_password";
        var tried = transactions.Update(pending, transaction => transaction with { Attempts = transaction.Attempts + 1 });
        if (tried.Transaction.Attempts >= Transaction.MostAttempts)
        {
            transactions.TryEnd(pending);
            return RefuseAsync(context, AuthorizeError.TooManyAttempts);
        }

        return flow.Read(tried) is { Request: { } request } ? ShowAsync(context, request, email, WrongPassword) : flow.ResumeAsync(context, tried, session: null);
    }

    private User? PickedUser(string userId) => UsersWithPassword.FirstOrDefault(user => user.UserId == userId);

    // An unknown user costs a comparison too, so that time does not tell who exists.
    private User? FindUser(string email, string password)
    {
        var user = store.FindUserByEmail(email);
        var matches = ClientAuthentication.IsSameSecret(user?.Password ?? "", password);
        return matches && user?.Password is not null ? user : null;
    }

    private Task ShowAsync(HttpContext context, AuthorizationRequest request, string? email, string? problem) =>
        pages.LoginAsync(context, new(request.Client.Name, email, problem, UsersWithPassword));

    private Task RefuseAsync(HttpContext context, OAuthError error) => responses.RefuseAsync(context, error, target: null);
}
