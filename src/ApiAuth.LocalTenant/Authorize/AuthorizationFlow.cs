using ApiAuth.LocalTenant.Consent;
using ApiAuth.LocalTenant.OAuth;
using ApiAuth.LocalTenant.Pages;
using ApiAuth.LocalTenant.Sessions;
using Microsoft.AspNetCore.Http;

namespace ApiAuth.LocalTenant.Authorize;

/// <summary>Leads a request from the authorization endpoint over the pages for login, a new password and consent to its answer, as far as each is needed.</summary>
internal sealed class AuthorizationFlow(
    TenantStore store,
    AuthorizationRequests requests,
    Transactions transactions,
    UserSessions sessions,
    UserGrants consents,
    UserAccess access,
    AuthorizationIssuer issuer,
    AuthorizationResponses responses,
    TimeProvider time)
{
    /// <summary>A client sent the user.</summary>
    public Task StartAsync(HttpContext context, OAuthParameters parameters, string? repeated) =>
        GoOnAsync(context, requests.Read(parameters, repeated), new(parameters, null), sessions.Find(context.Request));

    /// <summary>The user did what the last page asked for.</summary>
    public Task ResumeAsync(HttpContext context, PendingTransaction pending, Session? session) =>
        GoOnAsync(context, requests.Read(pending.Transaction.Parameters, repeated: null), new(pending.Transaction.Parameters, pending), session);

    /// <summary>What the waiting request asks for, as the tenant is now.</summary>
    public AuthorizationReading Read(PendingTransaction pending) => requests.Read(pending.Transaction.Parameters, repeated: null);

    /// <summary>The scopes that the client can get from the user.</summary>
    public IReadOnlyList<string> Scope(AuthorizationRequest request, User user) => access.Scope(user, request.Client, request.Api, request.Scope);

    private async Task GoOnAsync(HttpContext context, AuthorizationReading reading, Journey journey, Session? session)
    {
        if (reading.Request is not { } request)
        {
            await responses.RefuseAsync(context, reading.Error!, reading.Target);
            return;
        }

        Requests.RequestOutcome.Of(context).ClientId = request.Client.ClientId;
        if (SignInRules.NeedsSignIn(request, session, journey.Pending?.Transaction, time.GetUtcNow()))
        {
            session = SignInByHint(context, request);
            if (session is null)
            {
                await AskAsync(context, request, journey, AuthorizeError.LoginRequired, TenantPaths.Login);
                return;
            }
        }

        await GoOnAsync(context, request, journey, session!, store.FindUser(session!.UserId)!);
    }

    private Task GoOnAsync(HttpContext context, AuthorizationRequest request, Journey journey, Session session, User user)
    {
        if (user.MustChangePassword)
            return AskAsync(context, request, journey, AuthorizeError.InteractionRequired, TenantPaths.ChangePassword);

        var scope = Scope(request, user);
        var asksAnyway = request.Prompts.HasFlag(Prompts.Consent) && journey.Pending?.Transaction.HasConsented != true && ConsentRules.Asked(request.Api, scope).Count > 0;
        if (asksAnyway || ConsentRules.NeedsConsent(request, scope, consents.Find(user, request.Client, request.Api), store.Current.Settings))
            return AskAsync(context, request, journey, AuthorizeError.ConsentRequired, TenantPaths.Consent);
        if (journey.Pending is { } pending && !transactions.TryEnd(pending))
            return responses.RefuseAsync(context, AuthorizeError.UnknownTransaction, target: null);
        return responses.SendAsync(context, request.Target, issuer.Issue(request, user, session, scope));
    }

    private Session? SignInByHint(HttpContext context, AuthorizationRequest request)
    {
        if (!store.Current.Settings.AutoLogin)
            return null;
        var user = request.LoginHint is { } hint ? store.FindUserByEmail(hint) ?? store.FindUser(hint) : store.Current.Users is [var first, ..] ? first : null;
        return user is null ? null : sessions.Start(context, user);
    }

    private Task AskAsync(HttpContext context, AuthorizationRequest request, Journey journey, OAuthError unasked, string page)
    {
        if (request.Prompts.HasFlag(Prompts.Nothing))
            return responses.RefuseAsync(context, unasked, request.Target);
        var pending = journey.Pending ?? transactions.Start(context, journey.Parameters);
        TenantRoot.Redirect(context, page, pending);
        return Task.CompletedTask;
    }

    private sealed record Journey(OAuthParameters Parameters, PendingTransaction? Pending);
}
