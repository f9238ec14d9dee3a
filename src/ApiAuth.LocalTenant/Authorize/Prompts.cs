namespace ApiAuth.LocalTenant.Authorize;

/// <summary>What the user has to be asked (OpenID Connect Core 1.0 §3.1.2.1).</summary>
[Flags]
internal enum Prompts
{
    /// <summary>Whatever is necessary.</summary>
    Default = 0,

    /// <summary><c>none</c>: nothing; fail instead.</summary>
    Nothing = 1,

    /// <summary><c>login</c>, and <c>select_account</c>, which comes to the same where each user has one account.</summary>
    Login = 2,

    /// <summary><c>consent</c>.</summary>
    Consent = 4,
}

internal static class PromptWords
{
    /// <summary>Null where a word is unknown, or <c>none</c> stands with others.</summary>
    public static Prompts? Parse(string? value)
    {
        var prompts = Prompts.Default;
        foreach (var word in (value ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (ParseOne(word) is not { } prompt)
                return null;
            prompts |= prompt;
        }

        return prompts.HasFlag(Prompts.Nothing) && prompts != Prompts.Nothing ? null : prompts;
    }

    private static Prompts? ParseOne(string word) => word switch
    {
        "none" => Prompts.Nothing,
        "login" or "select_account" => Prompts.Login,
        "consent" => Prompts.Consent,
        _ => null,
    };
}
