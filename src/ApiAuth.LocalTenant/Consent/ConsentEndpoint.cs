using ApiAuth.LocalTenant.Authorize;
using ApiAuth.LocalTenant.Pages;
using ApiAuth.LocalTenant.Sessions;
using Microsoft.AspNetCore.Http;

namespace ApiAuth.LocalTenant.Consent;

/// <summary>The consent page.</summary>
internal sealed class ConsentEndpoint(
    TenantStore store, Transactions transactions, AuthorizationFlow flow, UserSessions sessions, UserGrants grants, AuthorizationResponses responses, TenantPages pages)
{
    public Task GetAsync(HttpContext context) => Find(context) is { } asked ? ShowAsync(context, asked) : LostAsync(context);

    public async Task PostAsync(HttpContext context)
    {
        if (Find(context) is not { } asked)
            await LostAsync(context);
        else if (!await pages.IsOwnFormAsync(context))
            await responses.RefuseAsync(context, AuthorizeError.ForgedForm, target: null);
        else
            await AnswerAsync(context, asked, (await context.Request.ReadFormAsync(context.RequestAborted))["answer"].ToString());
    }

    private Task AnswerAsync(HttpContext context, Asked asked, string answer) => answer switch
    {
        // What the page did not show to this user was not allowed: another may have signed in since, in another tab.
        "allow" when asked.Pending.Transaction.Shown?.Covers(asked.User.UserId, asked.Scope) != true => ShowAsync(context, asked),
        "allow" => AllowAsync(context, asked),
        _ => DenyAsync(context, asked),
    };

    private Task AllowAsync(HttpContext context, Asked asked)
    {
        grants.Allow(asked.User, asked.Request.Client, asked.Api, asked.Scope);
        return flow.ResumeAsync(context, transactions.Update(asked.Pending, transaction => transaction with { HasConsented = true }), asked.Session);
    }

    private Task DenyAsync(HttpContext context, Asked asked) => transactions.TryEnd(asked.Pending)
        ? responses.RefuseAsync(context, AuthorizeError.Declined, asked.Request.Target)
        : LostAsync(context);

    private Task ShowAsync(HttpContext context, Asked asked)
    {
        transactions.Update(asked.Pending, transaction => transaction with { Shown = new(asked.User.UserId, asked.Scope) });
        return pages.ConsentAsync(context, ConsentText.View(asked.Request, asked.User, asked.Api, asked.Scope, store.Current.Settings));
    }

    private Asked? Find(HttpContext context)
    {
        if (transactions.Find(context.Request) is not { } pending
            || sessions.Find(context.Request) is not { } session
            || flow.Read(pending).Request is not { Api: { } api } request)
            return null;
        var user = store.FindUser(session.UserId)!;
        return new(pending, request, api, session, user, ConsentRules.Asked(api, flow.Scope(request, user)));
    }

    private Task LostAsync(HttpContext context) => responses.RefuseAsync(context, AuthorizeError.UnknownTransaction, target: null);

    private sealed record Asked(PendingTransaction Pending, AuthorizationRequest Request, ResourceServer Api, Session Session, User User, IReadOnlyList<string> Scope);
}
