using System.Text.Json;

namespace ApiAuth.LocalTenant.Resources;

/// <summary>The words of the model as Auth0 spells them.</summary>
internal static class Words
{
    public static IReadOnlyList<string> All<T>()
        where T : struct, Enum => [.. Enum.GetValues<T>().Select(Of)];

    public static string Of<T>(T value)
        where T : struct, Enum => value switch
    {
        SigningAlgorithm or ClientAssertionAlgorithm => value.ToString(),
        RefreshTokenRotation or RefreshTokenExpiration => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString()),
        _ => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString()),
    };

    public static T Parse<T>(string word)
        where T : struct, Enum => Enum.GetValues<T>().First(value => Of(value) == word);
}

/// <summary>What Auth0 calls the two ways of a refresh token's life.</summary>
internal enum RefreshTokenExpiration
{
    NonExpiring,
    Expiring,
}
