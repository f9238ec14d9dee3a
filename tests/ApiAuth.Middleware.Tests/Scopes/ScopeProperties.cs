using System.Security.Claims;
using ApiAuth.Middleware.Testing;
using ApiAuth.Middleware.Tests.Hosting;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;

namespace ApiAuth.Middleware.Tests.Scopes;

/// <summary>A policy holds exactly when the sets say so, however the token spells its scopes and in whatever order the policy asks.</summary>
public class ScopeProperties
{
    // Words that contain, begin or end one another, or differ in case.
    private static readonly string[] Words = ["read", "read:a", "read:ab", "READ", "ead", "a", "ab", "a:read"];

    private static readonly Func<string[], TestAccessToken>[] Spellings =
    [
        words => Plain with { Scope = string.Join(' ', words) },
        words => Plain with { Scope = $"  {string.Join("   ", words)} " },
        words => Plain.WithClaim("scope", words),
        words => Plain.WithClaim("scp", string.Join(' ', words)),
        words => Plain.WithClaim("scp", words),
    ];

    private static TestAccessToken Plain => TestAccessToken.Valid with { Scope = null };

    [Fact]
    public async Task All_of_and_any_of_are_questions_about_sets()
    {
        await using var api = await TestApi.StartAsync(new()
        {
            Endpoints = app => app.MapGet("/ask", async (ClaimsPrincipal user, string policy, IAuthorizationService authorization) =>
                (await authorization.AuthorizeAsync(user, null, policy)).Succeeded),
        });

        foreach (var question in Questions.Sample(150))
        {
            var asked = Uri.EscapeDataString(string.Join(' ', question.Asked));
            var token = question.Spell(question.Held);

            Assert.Equal((question, question.Asked.All(question.Held.Contains)), (question, await HoldsAsync(api, $"scope:{asked}", token)));
            Assert.Equal((question, question.Asked.Any(question.Held.Contains)), (question, await HoldsAsync(api, $"anyscope:{asked}", token)));
        }
    }

    private static Gen<Question> Questions =>
        from held in Gen.Elements(Words).ListOf()
        from asked in Gen.Elements(Words).NonEmptyListOf()
        from spell in Gen.Elements(Spellings)
        select new Question([.. held.Take(5)], [.. asked.Take(3)], spell);

    private static async Task<bool> HoldsAsync(TestApi api, string policy, TestAccessToken token) =>
        bool.Parse((await api.GetAsync($"/ask?policy={policy}", token)).Body);

    private sealed record Question(string[] Held, string[] Asked, Func<string[], TestAccessToken> Spell)
    {
        public override string ToString() => $"[{string.Join(' ', Held)}] asked for [{string.Join(' ', Asked)}], spelling {Array.IndexOf(Spellings, Spell)}";
    }
}
