namespace ApiAuth.Middleware.Errors;

/// <summary>The reasons as logs, metrics and problem bodies spell them.</summary>
static class AuthErrorReasonCode
{
    private static readonly string[] Codes =
        [.. Enum.GetValues<AuthErrorReason>().Select(reason => SnakeCase(reason.ToString()))];

    public static int Count => Codes.Length;

    /// <summary><see cref="AuthErrorReason.TokenExpired"/> is <c>token_expired</c>.</summary>
    public static string Code(this AuthErrorReason reason) => Codes[(int)reason];

    private static string SnakeCase(string name) =>
        string.Concat(name.Select((letter, index) => char.IsUpper(letter)
            ? (index == 0 ? "" : "_") + char.ToLowerInvariant(letter)
            : letter.ToString()));
}
