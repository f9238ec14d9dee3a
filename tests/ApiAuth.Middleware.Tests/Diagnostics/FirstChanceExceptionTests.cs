using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using ApiAuth.Middleware.Testing;
using ApiAuth.Middleware.Tests.Authentication.BadInput;
using ApiAuth.Middleware.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ApiAuth.Middleware.Tests.Diagnostics;

/// <summary>A bad token is a value: nothing is thrown, not even inside.</summary>
public class FirstChanceExceptionTests
{
    private const int Tokens = 1000;
    private static readonly AsyncLocal<bool> IsWatched = new();

    [Fact]
    public async Task A_thousand_bad_tokens_of_each_kind_throw_nothing()
    {
        await using var validator = new TestValidator(options => options.Keys.UnknownKidBurst = 10);
        await validator.AcceptAsync(TestAccessToken.Valid);
        using var watch = new Watch();

        foreach (var kind in Kinds(validator.Issuer))
        {
            var tokens = kind.ToArray();
            for (var i = 0; i < Tokens; i++)
                Assert.False((await validator.ValidateAsync(tokens[i % tokens.Length])).IsValid);
            Assert.True(watch.Thrown.IsEmpty, $"{kind.Key}: {string.Join(", ", watch.Thrown.Distinct())}");
        }
    }

    [Fact]
    public async Task A_thousand_refused_requests_of_each_kind_throw_nothing()
    {
        await using var api = await TestApi.StartAsync(new() { Services = services => services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Warning)) });
        api.Server.PreserveExecutionContext = true;
        foreach (var token in new[] { null, TestAccessToken.Expired, TestAccessToken.Valid })
            await api.GetAsync("/contacts", token);
        string?[] fields = [null, $"Bearer {api.Issuer.Issue(TestAccessToken.Expired)}", $"Bearer {api.Issuer.Issue()}"];
        using var watch = new Watch();

        foreach (var field in fields)
        {
            for (var i = 0; i < Tokens; i++)
                Assert.InRange((int)(await api.GetAsync("/contacts", field)).Status, 400, 403);
            Assert.True(watch.Thrown.IsEmpty, $"{field}: {string.Join(", ", watch.Thrown.Distinct())}");
        }
    }

    [Fact]
    public async Task What_is_thrown_is_seen()
    {
        await using var validator = new TestValidator();
        using var watch = new Watch();

        await validator.RefuseAsync(AuthErrorReason.TokenMalformed, TestAccessToken.Valid with { RawPayload = "{" });

        Assert.NotEmpty(watch.Thrown);
    }

    // Every row that ends in a refusal of the token itself, by code; broken JSON aside, which System.Text.Json reports by an exception, and keys that cause a fetch.
    private static IEnumerable<IGrouping<string, string>> Kinds(TestIssuer issuer) =>
        from row in new[] { BadShapes.Rows, BadHeaders.Rows, BadClaims.Rows, BadSignatures.Rows }.SelectMany(rows => rows)
        where row.Expected.Code is not ("request_malformed" or "key_unknown")
        group row.Damage(issuer.Issue(row.Break(row.Twin))) by row.Expected.Code;

    private sealed class Watch : IDisposable
    {
        public Watch()
        {
            AppDomain.CurrentDomain.FirstChanceException += Note;
            IsWatched.Value = true;
        }

        public ConcurrentQueue<string> Thrown { get; } = new();

        public void Dispose() => AppDomain.CurrentDomain.FirstChanceException -= Note;

        // Other tests throw at the same time, in flows of their own.
        private void Note(object? sender, FirstChanceExceptionEventArgs raised)
        {
            if (IsWatched.Value)
                Thrown.Enqueue(raised.Exception.GetType().Name);
        }
    }
}
