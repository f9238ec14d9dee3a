using System.Security.Claims;
using ApiAuth.Middleware.Security.Tests.Attacks;
using ApiAuth.Middleware.Testing;
using ApiAuth.Middleware.Tests.Hosting;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace ApiAuth.Middleware.Security.Tests.Properties;

/// <summary>What holds for every set of scopes.</summary>
public class ScopeProperties
{
    private static readonly TestKey Key = TestKey.Ec();

    // Signing is cheap on an elliptic curve, and a hundred runs need a hundred signatures.
    private static Task<TestApi> StartAsync() => Apis.PublishingAsync(["RS256", "ES256"], Key);

    private static readonly (string Name, Func<string[], TestAccessToken> Write)[] Spellings =
    [
        ("scope, a string", words => TestAccessToken.Valid.WithClaim("scope", string.Join(' ', words))),
        ("scope, a string with many spaces", words => TestAccessToken.Valid.WithClaim("scope", $"  {string.Join("   ", words)} ")),
        ("scope, a string that repeats", words => TestAccessToken.Valid.WithClaim("scope", string.Join(' ', words.Concat(words)))),
        ("scope, an array", words => TestAccessToken.Valid.WithClaim("scope", words)),
        ("scp, a string", words => TestAccessToken.Valid.WithoutClaim("scope").WithClaim("scp", string.Join(' ', words))),
        ("scp, an array", words => TestAccessToken.Valid.WithoutClaim("scope").WithClaim("scp", words)),
    ];

    private static AccessToken Read(TestApi api, TestAccessToken token)
    {
        var verdict = api.ValidateAsync(api.Issuer.Issue(token with { Key = Key })).AsTask().GetAwaiter().GetResult();
        return verdict.Token!;
    }

    [Fact]
    public async Task A_set_of_scopes_comes_out_of_a_token_as_it_went_in_however_it_is_spelled()
    {
        await using var api = await StartAsync();
        Read(api, TestAccessToken.Valid);
        Check.One(Generators.Config(), Prop.ForAll(Generators.Scopes.ToArbitrary(), words =>
            Array.TrueForAll(Spellings, spelling => Read(api, spelling.Write(words)).Scopes.SequenceEqual(words))));
    }

    [Fact]
    public async Task A_policy_holds_exactly_when_the_set_says_so_for_all_spellings_of_the_claim()
    {
        await using var api = await StartAsync();
        Read(api, TestAccessToken.Valid);
        var authorization = api.Services.GetRequiredService<IAuthorizationService>();
        // Words of both kinds: some that the token has, some that look like them.
        var cases = from had in Generators.Scopes
                    from strange in Generators.Scope
                    from asked in Gen.Elements<string>([.. had, strange, .. had.Select(word => word.ToUpperInvariant()), .. had.Select(word => word + "x")]).NonEmptyListOf()
                    from spelling in Gen.Elements(Spellings)
                    select (Had: had, Asked: asked.Distinct(StringComparer.Ordinal).ToArray(), Spelling: spelling);

        Check.One(Generators.Config(), Prop.ForAll(cases.ToArbitrary(), test =>
        {
            var user = Principal(api, test.Spelling.Write(test.Had));
            var all = new AuthorizationPolicyBuilder().RequireScope(test.Asked[0], test.Asked[1..]).Build();
            var any = new AuthorizationPolicyBuilder().RequireAnyScope(test.Asked[0], test.Asked[1..]).Build();
            return Holds(authorization, user, all) == test.Asked.All(test.Had.Contains) && Holds(authorization, user, any) == test.Asked.Any(test.Had.Contains);
        }));
    }

    private static bool Holds(IAuthorizationService authorization, ClaimsPrincipal user, AuthorizationPolicy policy) =>
        authorization.AuthorizeAsync(user, resource: null, policy).GetAwaiter().GetResult().Succeeded;

    private static ClaimsPrincipal Principal(TestApi api, TestAccessToken token)
    {
        using var scope = api.Services.CreateScope();
        var context = new DefaultHttpContext { RequestServices = scope.ServiceProvider };
        context.Request.Headers.Authorization = $"Bearer {api.Issuer.Issue(token with { Key = Key })}";
        return context.AuthenticateAsync().GetAwaiter().GetResult().Principal!;
    }
}
