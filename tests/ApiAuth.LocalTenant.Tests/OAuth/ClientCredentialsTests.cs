using System.Diagnostics;

namespace ApiAuth.LocalTenant.Tests.OAuth;

public class ClientCredentialsTests
{
    [Fact]
    public async Task A_client_gets_a_token_with_the_scopes_it_asked_for()
    {
        await using var server = await TenantUnderTest.StartAsync();

        var answer = await server.RequestTokenAsync(TokenRequest.Valid);

        Assert.Equal(200, answer.Status);
        Assert.Equal(["access_token", "expires_in", "scope", "token_type"], answer.Body.Select(member => member.Key).Order());
        Assert.Equal(("Bearer", 86400, "directions"), ((string?)answer.Body["token_type"], (int)answer.Body["expires_in"]!, answer.Scope));
        Assert.Equal("directions", (string?)answer.Claims["scope"]);
        Assert.Equal("no-store", answer.Response.Headers.CacheControl?.ToString());
        Assert.Equal("application/json", answer.Response.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task A_request_without_scope_means_all_scopes_of_the_grant()
    {
        await using var server = await TenantUnderTest.StartAsync();

        var answer = await server.RequestTokenAsync(TokenRequest.For(SampleTenant.TaxiFinder));

        Assert.Equal("geocode:location reverse-geocode:location", answer.Scope);
        Assert.Equal(answer.Scope, (string?)answer.Claims["scope"]);
    }

    [Fact]
    public async Task A_client_can_ask_for_less_than_its_grant()
    {
        await using var server = await TenantUnderTest.StartAsync();

        var answer = await server.RequestTokenAsync(TokenRequest.For(SampleTenant.TaxiFinder) with { Scope = " geocode:location  geocode:location" });

        Assert.Equal("geocode:location", answer.Scope);
    }

    [Fact]
    public async Task A_grant_without_scopes_gives_a_token_and_an_answer_without_scope()
    {
        await using var server = await TenantUnderTest.StartAsync(LocalTenantSeed.Samples with
        {
            ClientGrants = [new() { ClientId = SampleTenant.GiftDeliveries.ClientId, Audience = "urn:worldmappers" }],
        });

        var answer = await server.RequestTokenAsync(TokenRequest.Valid with { Scope = null });

        Assert.Equal(200, answer.Status);
        Assert.Equal(["access_token", "expires_in", "token_type"], answer.Body.Select(member => member.Key).Order());
        Assert.False(answer.Claims.ContainsKey("scope"));
    }

    [Fact]
    public async Task A_grant_for_users_does_not_let_a_client_act_for_itself()
    {
        await using var server = await TenantUnderTest.StartAsync();
        Assert.Equal(200, (await server.RequestTokenAsync(TokenRequest.Valid)).Status);

        server.Tenant.Store.Update(seed => seed with { ClientGrants = [.. seed.ClientGrants.Select(grant => grant with { SubjectType = SubjectType.User })] });
        var answer = await server.RequestTokenAsync(TokenRequest.Valid);

        Assert.Equal((403, "access_denied"), (answer.Status, answer.Refusal.Error));
    }

    [Fact]
    public async Task The_default_audience_stands_in_for_a_missing_one()
    {
        await using var server = await TenantUnderTest.StartAsync(LocalTenantSeed.Samples with { Settings = new() { DefaultAudience = "urn:worldmappers" } });

        var answer = await server.RequestTokenAsync(TokenRequest.Valid with { Audience = null });

        Assert.Equal("urn:worldmappers", (string?)answer.Claims["aud"]);
    }

    [Fact]
    public async Task A_token_lives_as_long_as_its_API_says()
    {
        await using var server = await TenantUnderTest.StartAsync(TenantUnderTest.WithWorldMappers(api => api with { TokenLifetime = TimeSpan.FromMinutes(5) }));

        var answer = await server.RequestTokenAsync(TokenRequest.Valid);

        Assert.Equal(300, (int)answer.Body["expires_in"]!);
        Assert.Equal(300, (long)answer.Claims["exp"]! - (long)answer.Claims["iat"]!);
    }

    [Fact]
    public async Task A_grant_that_is_taken_back_gives_no_more_tokens()
    {
        await using var server = await TenantUnderTest.StartAsync();
        Assert.Equal(200, (await server.RequestTokenAsync(TokenRequest.Valid)).Status);

        server.Tenant.Store.Update(seed => seed with { ClientGrants = [] });

        Assert.Equal(403, (await server.RequestTokenAsync(TokenRequest.Valid)).Status);
    }

    [Fact]
    public async Task A_thousand_tokens_take_less_than_ten_seconds()
    {
        await using var server = await TenantUnderTest.StartAsync();
        using var client = server.CreateClient();
        var started = Stopwatch.GetTimestamp();

        for (var i = 0; i < 1000; i++)
        {
            using var answer = await client.PostAsync(TenantPaths.Token, TokenRequest.Valid.Form());
            Assert.True(answer.IsSuccessStatusCode);
        }

        Assert.InRange(Stopwatch.GetElapsedTime(started), TimeSpan.Zero, TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task Many_clients_at_once_each_get_a_token_of_their_own()
    {
        await using var server = await TenantUnderTest.StartAsync(TenantUnderTest.WithWorldMappers(api => api with { TokenDialect = TokenDialect.Rfc9068Profile }));

        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => server.RequestTokenAsync(TokenRequest.Valid)));

        Assert.Equal(50, answers.Select(answer => (string?)answer.Claims["jti"]).Distinct().Count());
    }
}
