using ApiAuth.Middleware.Testing;
using ApiAuth.Middleware.Tests.Hosting;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace ApiAuth.Middleware.Tests.Authentication;

/// <summary>The items of a ticket are made late, and are a dictionary like any other.</summary>
public class TicketItemsTests
{
    [Fact]
    public async Task The_items_of_a_ticket_hold_the_expiry_and_take_what_others_put_there()
    {
        IDictionary<string, string?>? items = null;
        await using var api = await TestApi.StartAsync(new()
        {
            Endpoints = app => app.MapGet("/ticket", async (HttpContext context) => items = (await context.AuthenticateAsync()).Properties!.Items).RequireAuthorization(),
        });
        Assert.Equal(200, (int)(await api.GetAsync("/ticket", TestAccessToken.Valid)).Status);

        var expiry = Assert.Single(items!);
        Assert.Equal([expiry.Key], items!.Keys);
        Assert.Equal([expiry.Value], items.Values);
        Assert.True(items.Contains(expiry) && items.ContainsKey(expiry.Key) && !items.IsReadOnly);
        Assert.True(items.TryGetValue(expiry.Key, out var value) && value == items[expiry.Key]);
        Assert.Equal(api.Time.GetUtcNow() + TimeSpan.FromHours(1), new AuthenticationProperties(items).ExpiresUtc);

        items["a"] = "1";
        items.Add("b", "2");
        items.Add(new("c", null));
        var copy = new KeyValuePair<string, string?>[5];
        items.CopyTo(copy, 1);
        Assert.Equal(4, items.Count);
        Assert.Equal(items, copy[1..]);
        Assert.True(items.Remove("a") && items.Remove(new KeyValuePair<string, string?>("b", "2")) && !items.Remove("b"));
        Assert.Equal(2, ((System.Collections.IEnumerable)items).Cast<object>().Count());
        items.Clear();
        Assert.Empty(items);
    }
}
