using ApiAuth.Middleware.Testing;
using ApiAuth.Middleware.Tests.Hosting;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ApiAuth.Middleware.Tests.Scopes;

/// <summary>Hubs and hub methods, over a WebSocket that speaks the hub protocol by hand.</summary>
public class HubScopeTests(HubScopeTests.Host host) : IClassFixture<HubScopeTests.Host>
{
    private readonly TestApi api = host.Fresh();

    [Theory]
    [InlineData("/hubs/chat", "chat")]
    [InlineData("/hubs/mapped", "chat")]
    public async Task A_hub_takes_connections_with_its_scope_and_refuses_those_without(string path, string scope)
    {
        await using (var hub = await RawHub.ConnectAsync(api, path, TestAccessToken.Valid with { Scope = scope }))
            Assert.Equal(new("pong", null), await hub.InvokeAsync("Ping"));

        await Refused(api, path, TestAccessToken.Valid with { Scope = "chats" }, 403);
        await Refused(api, path, null, 401);
        Assert.Equal(["ScopeMissing", "TokenMissing"], api.Logs.Refusals.Select(record => record.Event.Name));
    }

    [Theory]
    [InlineData("Send", "chat:send", null)]
    [InlineData("Broadcast", "chat:send chat:all", null)]
    [InlineData("Either", "chat:read", null)]
    [InlineData("Either", "chat:send", null)]
    [InlineData("ByName", "chat:send", null)]
    [InlineData("Overridden", "chat:send", null)]
    [InlineData("Delete", "", "chat:delete")]
    [InlineData("DeleteAny", "", "chat:delete:own")]
    public async Task A_hub_method_runs_for_a_token_with_what_it_asks(string method, string scope, string? permission)
    {
        await using var hub = await RawHub.ConnectAsync(api, "/hubs/chat", Token(scope, permission));

        Assert.Equal(new("done", null), await hub.InvokeAsync(method));
        Assert.Empty(api.Logs.Refusals);
    }

    [Theory]
    [InlineData("Send", "", null, "ScopeMissing")]
    [InlineData("Send", "chat:sender", null, "ScopeMissing")]
    [InlineData("Broadcast", "chat:send", null, "ScopeMissing")]
    [InlineData("Broadcast", "chat:all", null, "ScopeMissing")]
    [InlineData("Either", "other", null, "ScopeMissing")]
    [InlineData("ByName", "", null, "ScopeMissing")]
    [InlineData("Overridden", "", null, "ScopeMissing")]
    [InlineData("Delete", "chat:delete", null, "PermissionMissing")]
    [InlineData("DeleteAny", "", "chat:delete:all", "PermissionMissing")]
    [InlineData("ForAdmins", "chat:send", null, "PolicyNotMet")]
    public async Task A_hub_method_is_refused_without_details_to_the_caller_and_with_one_event_in_the_log(string method, string scope, string? permission, string reason)
    {
        await using var hub = await RawHub.ConnectAsync(api, "/hubs/chat", Token(scope, permission));

        var completion = await hub.InvokeAsync(method);

        Assert.Equal(new(null, $"Failed to invoke '{method}' because user is unauthorized"), completion);
        var refusal = Assert.Single(api.Logs.Refusals);
        Assert.Equal((reason, LogLevel.Information), (refusal.Event.Name, refusal.Level));
        Assert.StartsWith($"Refused ChatHub.{method} ", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(new("pong", null), await hub.InvokeAsync("Ping"));
    }

    [Fact]
    public async Task The_log_says_what_a_hub_method_asked_and_what_the_token_had()
    {
        await using var hub = await RawHub.ConnectAsync(api, "/hubs/chat", Token("chat:read", null));

        await hub.InvokeAsync("Send");

        Assert.Contains("Expected the scope \"chat:send\"; found scope \"chat chat:read\".", Assert.Single(api.Logs.Refusals).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_hub_method_with_a_scope_and_a_role_needs_both()
    {
        await using var hub = await RawHub.ConnectAsync(api, "/hubs/chat", Token("chat:send", null).WithClaim("roles", "admin"));
        await using var withoutScope = await RawHub.ConnectAsync(api, "/hubs/chat", Token("", null).WithClaim("roles", "admin"));

        Assert.Equal("done", (await hub.InvokeAsync("ForAdmins")).Result);
        Assert.NotNull((await withoutScope.InvokeAsync("ForAdmins")).Error);
    }

    [Fact]
    public async Task A_hub_reads_the_token_of_its_connection()
    {
        await using var hub = await RawHub.ConnectAsync(api, "/hubs/chat", Token("", null) with { Subject = "auth0|ann" });

        Assert.Equal(new("auth0|ann auth0|ann", null), await hub.InvokeAsync("WhoAmI"));
    }

    [Fact]
    public async Task A_user_of_another_scheme_runs_no_method_with_a_scope_and_what_else_is_refused_to_such_a_user_is_not_ours_to_log()
    {
        await using var keys = await TestApi.StartAsync(new()
        {
            Services = services =>
            {
                services.AddSignalR();
                services.AddAuthentication(options => options.DefaultScheme = OtherUsers.Scheme).AddKeyScheme();
            },
            Endpoints = app => app.MapHub<KeyHub>("/hubs/keys"),
        });
        await using var hub = await RawHub.ConnectAsync(keys, "/hubs/keys", request => request.Headers["X-Key"] = "yes");

        Assert.Equal("pong", (await hub.InvokeAsync("ForAdmins")).Result);
        Assert.NotNull((await hub.InvokeAsync("ForNobody")).Error);
        Assert.Empty(keys.Logs.Refusals);
        Assert.NotNull((await hub.InvokeAsync("Send")).Error);
        Assert.Contains("found no access token", Assert.Single(keys.Logs.Refusals).Message, StringComparison.Ordinal);
    }

    private static TestAccessToken Token(string scope, string? permission) =>
        TestAccessToken.Valid with { Scope = $"chat {scope}".Trim(), Permissions = permission is null ? null : [permission] };

    private static async Task Refused(TestApi api, string path, TestAccessToken? token, int status)
    {
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => RawHub.ConnectAsync(api, path, token));
        Assert.EndsWith($"status code: {status}", refused.Message, StringComparison.Ordinal);
    }

    public sealed class Host : SharedApi
    {
        private protected override TestApiSettings Settings => new()
        {
            Services = services => services.AddSignalR(),
            Endpoints = app =>
            {
                app.MapHub<ChatHub>("/hubs/chat");
                app.MapHub<PlainHub>("/hubs/mapped").RequireScope("chat");
            },
        };
    }

    internal abstract class ChatBase : Hub
    {
        [RequireScope("chat:send")]
        public virtual string Overridden() => "done";
    }

    [RequireScope("chat")]
    internal sealed class ChatHub : ChatBase
    {
        public string Ping() => "pong";

        [RequireScope("chat:send")]
        public string Send() => "done";

        [RequireScope("chat:send", "chat:all")]
        public string Broadcast() => "done";

        [RequireAnyScope("chat:read", "chat:send")]
        public string Either() => "done";

        [Authorize("scope:chat:send")]
        public string ByName() => "done";

        [RequirePermission("chat:delete")]
        public string Delete() => "done";

        [RequireAnyPermission("chat:delete", "chat:delete:own")]
        public string DeleteAny() => "done";

        [RequireScope("chat:send"), Authorize(Roles = "admin")]
        public string ForAdmins() => "done";

        public override string Overridden() => "done";

        public string WhoAmI() => $"{Context.User!.GetAccessToken()!.Subject} {Context.UserIdentifier ?? Context.User!.Identity!.Name}";
    }

    [Authorize]
    internal sealed class KeyHub : Hub
    {
        [Authorize(Roles = "admin")]
        public string ForAdmins() => "pong";

        [Authorize(Roles = "nobody")]
        public string ForNobody() => "pong";

        [RequireScope("contacts")]
        public string Send() => "done";
    }

    internal sealed class PlainHub : Hub
    {
        public string Ping() => "pong";
    }
}
