using System.Security.Cryptography;
using System.Text;
using ApiAuth.LocalTenant.Model;
using ApiAuth.LocalTenant.OAuth;
using ApiAuth.LocalTenant.Sessions;
using ApiAuth.LocalTenant.State;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;

namespace ApiAuth.LocalTenant.Authorize;

/// <summary>The requests that wait for their users, each under a random <c>state</c> of the tenant's own and tied to the browser that brought it.</summary>
internal sealed class Transactions(ExpiringTable<Transaction> table, TenantIssuer issuer, IDataProtectionProvider protection)
{
    private readonly TenantCookie cookie = new("browser", issuer, protection);

    public PendingTransaction Start(HttpContext context, OAuthParameters parameters)
    {
        var browser = cookie.Read(context.Request) ?? Ids.NewSecret();
        cookie.Write(context, browser);
        var pending = new PendingTransaction(Ids.NewSecret(), new(parameters, browser));
        table.Add(pending.State, pending.Transaction, Transaction.Lifetime);
        return pending;
    }

    /// <summary>The transaction that the address names; null where it is over or another browser started it.</summary>
    public PendingTransaction? Find(HttpRequest request)
    {
        var state = request.Query["state"].ToString();
        return table.Find(state) is { } transaction && cookie.Read(request) is { } browser && IsSame(browser, transaction.Browser)
            ? new(state, transaction)
            : null;
    }

    public PendingTransaction Update(PendingTransaction pending, Func<Transaction, Transaction> change)
    {
        table.Exchange(pending.State, change);
        return pending with { Transaction = change(pending.Transaction) };
    }

    /// <summary>False where it was over already: of two answers to one page only one counts.</summary>
    public bool TryEnd(PendingTransaction pending) => table.Take(pending.State) is not null;

    private static bool IsSame(string one, string other) => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(one), Encoding.UTF8.GetBytes(other));
}

internal sealed record PendingTransaction(string State, Transaction Transaction);
