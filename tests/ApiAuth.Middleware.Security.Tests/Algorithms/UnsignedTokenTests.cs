using System.Reflection;
using ApiAuth.Middleware.Security.Tests.Attacks;
using ApiAuth.Middleware.Testing;
using ApiAuth.Middleware.Tests.Hosting;

namespace ApiAuth.Middleware.Security.Tests.Algorithms;

/// <summary>Nothing passes without a signature (RFC 8725 §3.2).</summary>
public class UnsignedTokenTests
{
    [Fact, Trait("Row", "A1")]
    public async Task A_token_that_says_it_is_unsigned_is_refused_in_every_spelling_and_with_every_signature()
    {
        await using var api = await TestApi.StartAsync();
        await api.AcceptsAsync(TestAccessToken.Valid);

        foreach (var algorithm in (string[])["none", "None", "NONE", "nOnE", "none ", ""])
        {
            var unsigned = TestAccessToken.Valid.WithHeader("alg", algorithm);
            await api.RefusesAsync(AuthErrorReason.TokenMalformed, unsigned with { RawSignature = "" }, $"'{algorithm}' and nothing");
            await api.RefusesAsync(AuthErrorReason.AlgorithmNotAllowed, unsigned, $"'{algorithm}' and a signature");
            await api.RefusesAsync(AuthErrorReason.AlgorithmNotAllowed, unsigned with { RawSignature = new byte[] { 0 } }, $"'{algorithm}' and AA");
            await api.RefusesAsync(AuthErrorReason.AlgorithmNotAllowed, unsigned.WithoutHeader("kid"), $"'{algorithm}' without kid");
        }
        await api.RefusesAsync(AuthErrorReason.AlgorithmNotAllowed, TestAccessToken.Valid.WithoutHeader("alg"), "no alg");
    }

    [Fact, Trait("Row", "A2")]
    public async Task No_option_makes_an_unsigned_token_pass()
    {
        string[] forbidden = ["RequireSigned", "SignatureValidator", "ValidateIssuer", "ValidateAudience", "ValidateLifetime", "RequireExpiration", "TokenValidationParameters"];
        Assert.DoesNotContain(Options(), option => forbidden.Any(name => option.Property.Name.Contains(name, StringComparison.OrdinalIgnoreCase)));

        foreach (var (holder, property) in Options())
            foreach (var value in OtherValues(property))
            {
                await using var api = await TestApi.StartAsync(new() { Options = options => property.SetValue(holder(options), value) });
                await api.AcceptsAsync(TestAccessToken.Rfc9068);
                var answer = await api.GetAsync("/private", TestAccessToken.Rfc9068.WithHeader("alg", "none"));
                var signed = await api.GetAsync("/private", TestAccessToken.Rfc9068 with { RawSignature = RawSegment.EditBytes(bytes => [.. bytes.Reverse()]) });
                Assert.Equal((property.Name, 401, 401), (property.Name, (int)answer.Status, (int)signed.Status));
            }
    }

    // Every switch of the public options, wherever it lies.
    private static List<(Func<ApiAuthOptions, object> Holder, PropertyInfo Property)> Options()
    {
        var own = typeof(ApiAuthOptions).GetProperties();
        var nested = own.Where(property => property.PropertyType.Namespace == typeof(ApiAuthOptions).Namespace && property.PropertyType.IsClass);
        return
        [
            .. own.Where(property => OtherValues(property).Length > 0).Select(property => ((Func<ApiAuthOptions, object>)(options => options), property)),
            .. nested.SelectMany(group => group.PropertyType.GetProperties().Select(property => ((Func<ApiAuthOptions, object>)(options => group.GetValue(options)!), property))),
        ];
    }

    private static object[] OtherValues(PropertyInfo property) =>
        property.PropertyType == typeof(bool) ? [true, false]
        : property.PropertyType.IsEnum ? [.. Enum.GetValues(property.PropertyType).Cast<object>()]
        : [];

    [Fact, Trait("Row", "A8")]
    public async Task A_signature_that_is_missing_or_of_another_length_is_refused()
    {
        foreach (var algorithm in (string[])["RS256", "PS256", "ES256"])
        {
            await using var api = await Apis.SignedByAsync(algorithm);
            await api.AcceptsAsync(TestAccessToken.Valid);

            await api.RefusesAsync(AuthErrorReason.TokenMalformed, TestAccessToken.Valid with { RawSignature = "" }, $"{algorithm} nothing");
            foreach (var (label, edit) in OtherLengths)
                await api.RefusesAsync(AuthErrorReason.SignatureInvalid, TestAccessToken.Valid with { RawSignature = RawSegment.EditBytes(edit) }, $"{algorithm} {label}");
        }
    }

    private static readonly (string, Func<byte[], byte[]>)[] OtherLengths =
    [
        ("one byte", bytes => bytes[..1]),
        ("half", bytes => bytes[..(bytes.Length / 2)]),
        ("one byte less", bytes => bytes[..^1]),
        ("one byte less at the front", bytes => bytes[1..]),
        ("one byte more", bytes => [.. bytes, 7]),
        ("a zero more", bytes => [.. bytes, 0]),
        ("a zero in front", bytes => [0, .. bytes]),
        ("twice", bytes => [.. bytes, .. bytes]),
        ("nothing but zeros", bytes => new byte[bytes.Length]),
    ];
}
