using ApiAuth.Middleware.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace ApiAuth.Middleware.Tests.Keys;

public class WaitingTests
{
    private const int MaxWaiting = 1_000;

    /// <summary>Who waits for an answer that never comes fails; a hundred times what the test takes.</summary>
    private const int PatienceInMilliseconds = 60_000;

    [Fact(Timeout = PatienceInMilliseconds)]
    public async Task At_most_a_thousand_requests_wait_for_a_fetch_and_the_rest_are_told_to_come_again()
    {
        await using var api = await KeyApi.StartAsync();
        var known = api.Issuer.Issue();
        api.Issuer.Rotate();
        var rotated = api.Issuer.Issue();
        using var hang = api.Issuer.Jwks.Break(IssuerFault.Hang);

        var requests = Enumerable.Range(0, MaxWaiting + 100).Select(_ => api.GetAsync(rotated)).ToHashSet();
        for (var told = 0; told < 100; told++)
        {
            var answered = await Task.WhenAny(requests);
            requests.Remove(answered);
            Assert.Equal(5, (await answered).IsUnavailable());
        }

        Assert.DoesNotContain(requests, request => request.IsCompleted);
        (await api.GetAsync(known)).IsAccepted();
        api.Issuer.Repair();
        (await Task.WhenAll(requests)).AreAccepted();
        Assert.Equal(2, api.Issuer.JwksFetches);
    }

    [Fact(Timeout = PatienceInMilliseconds)]
    public async Task Forged_tokens_take_half_of_the_room_and_the_rest_is_for_tokens_of_a_new_key()
    {
        await using var api = await KeyApi.StartAsync();
        var forged = api.Issuer.Issue(TestAccessToken.ForgedSignature);
        api.Time.Advance(TimeSpan.FromSeconds(30));
        using var hang = api.Issuer.Jwks.Break(IssuerFault.Hang);

        var waiting = Enumerable.Range(0, (MaxWaiting / 2) + 100).Select(_ => api.GetAsync(forged)).ToHashSet();
        for (var told = 0; told < 100; told++)
        {
            var answered = await Task.WhenAny(waiting);
            waiting.Remove(answered);
            (await answered).IsRefused("signature_invalid");
        }
        Assert.DoesNotContain(waiting, request => request.IsCompleted);
        api.Issuer.Rotate();
        var rotated = api.GetAllAsync(100, api.Issuer.Issue());
        api.Issuer.Repair();

        (await rotated).AreAccepted();
        Assert.All(await Task.WhenAll(waiting), answer => answer.IsRefused("signature_invalid"));
    }

    [Fact]
    public async Task A_caller_that_gives_up_makes_room_for_another()
    {
        await using var api = await KeyApi.StartAsync();
        api.Issuer.Rotate();
        var rotated = api.Issuer.Issue();
        using var hang = api.Issuer.Jwks.Break(IssuerFault.Hang);
        using var patience = new CancellationTokenSource();
        var validator = api.Services.GetRequiredService<IAccessTokenValidator>();
        var waiting = Enumerable.Range(0, MaxWaiting).Select(_ => validator.ValidateAsync(rotated, patience.Token).AsTask()).ToArray();
        await api.Issuer.Jwks.WhenRequestedAsync(2);
        Assert.Equal(AuthErrorReason.KeysUnavailable, (await validator.ValidateAsync(rotated, TestContext.Current.CancellationToken)).Reason);

        await patience.CancelAsync();
        foreach (var caller in waiting)
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => caller);
        var next = validator.ValidateAsync(rotated, TestContext.Current.CancellationToken);
        api.Issuer.Repair();

        Assert.True((await next).IsValid);
        Assert.Equal((2, 0), (api.Issuer.JwksFetches, api.Issuer.Jwks.CancelledFetches));
    }
}
