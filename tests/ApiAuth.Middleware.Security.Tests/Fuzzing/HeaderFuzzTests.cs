using System.Text.RegularExpressions;
using ApiAuth.Middleware.Tests.Hosting;
using Microsoft.Extensions.Primitives;

namespace ApiAuth.Middleware.Security.Tests.Fuzzing;

/// <summary>Authorization fields of any kind, through the whole pipeline.</summary>
public class HeaderFuzzTests
{
    [Fact, Trait("Row", "D11"), Trait("Row", "H4")]
    public async Task Every_mutation_of_an_authorization_field_is_400_or_401_unless_it_is_one_good_token_still()
    {
        await using var api = await TestApi.StartAsync();
        var token = api.Issuer.Issue();
        // RFC 9110 §11.1 and §11.4: the scheme in any case, spaces, the token; a field ends before the spaces behind it.
        var good = new Regex($"\\A[Bb][Ee][Aa][Rr][Ee][Rr] +{Regex.Escape(token)} *\\z", RegexOptions.NonBacktracking);
        var statuses = new Dictionary<int, int>();

        for (var index = 0; index < Fuzz.Count / 5; index++)
        {
            var fields = Mutated($"Bearer {token}", Fuzz.At(Fuzz.Seed, index));
            var status = await SendAsync(api, fields);
            statuses[status] = statuses.GetValueOrDefault(status) + 1;
            var isGood = fields.Length == 1 && good.IsMatch(fields[0]);
            Assert.True(isGood ? status == 200 : status is 400 or 401 or 503, $"{Fuzz.Name(Fuzz.Seed, index)} was {status}: {string.Join(" | ", fields.Select(Uri.EscapeDataString))}");
            if (index % 500 == 499)
                api.Logs.Clear();
        }

        Assert.Equal([200, 400, 401], statuses.Keys.Where(status => status != 503).Order());
        Assert.InRange(statuses[200], 1, Fuzz.Count / 50);
        // 503 is for a kid that nobody can know while the bucket is empty; the clock stands still here.
        Assert.InRange(statuses.GetValueOrDefault(503), 0, Fuzz.Count / 100);
    }

    private static string[] Mutated(string value, Random random)
    {
        for (var rounds = random.Next(1, 4); rounds > 0; rounds--)
            value = random.Next(3) == 0 ? Scheme(value, random) : TextMutations.Mutate(value, random);
        return random.Next(20) == 0 ? [value, value] : random.Next(20) == 0 ? [value, ""] : [value];
    }

    // Most of a field is the token; its front deserves more.
    private static string Scheme(string value, Random random)
    {
        var end = Math.Min(value.Length, 9);
        return random.Next(5) switch
        {
            0 => TextMutations.Mutate(value[..end], random) + value[end..],
            1 => value[..end].ToUpperInvariant() + value[end..],
            2 => value.Replace(" ", new string(' ', random.Next(4)), StringComparison.Ordinal),
            3 => (random.Next(2) == 0 ? "DPoP" : "Basic") + value[Math.Min(value.Length, 6)..],
            _ => value + new string(' ', random.Next(4)),
        };
    }

    private static async Task<int> SendAsync(TestApi api, string[] fields)
    {
        var context = await api.Server.SendAsync(context =>
        {
            context.Request.Path = "/private";
            context.Request.Headers.Authorization = new StringValues(fields);
        });
        return context.Response.StatusCode;
    }
}
