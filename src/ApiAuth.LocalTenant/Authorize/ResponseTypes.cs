namespace ApiAuth.LocalTenant.Authorize;

/// <summary>What the client wants from the authorization endpoint (OAuth 2.0 Multiple Response Types §3, §5).</summary>
[Flags]
internal enum ResponseTypes
{
    None = 0,
    Code = 1,
    Token = 2,
    IdToken = 4,
}

/// <summary>How the answer travels (OAuth 2.0 Multiple Response Types §2.1, Form Post Response Mode).</summary>
internal enum ResponseMode
{
    Query,
    Fragment,
    FormPost,
    WebMessage,
}

internal static class ResponseWords
{
    public static readonly string[] Types = ["code", "token", "id_token", "code token", "code id_token", "token id_token", "code token id_token"];

    /// <summary>None where a word is unknown or stands twice; their order means nothing.</summary>
    public static ResponseTypes ParseTypes(string value)
    {
        var types = ResponseTypes.None;
        foreach (var word in value.Split(' '))
        {
            var type = ParseType(word);
            if (type == ResponseTypes.None || types.HasFlag(type))
                return ResponseTypes.None;
            types |= type;
        }

        return types;
    }

    public static ResponseMode? ParseMode(string value) => value switch
    {
        "query" => ResponseMode.Query,
        "fragment" => ResponseMode.Fragment,
        "form_post" => ResponseMode.FormPost,
        "web_message" => ResponseMode.WebMessage,
        _ => null,
    };

    /// <summary>Tokens never travel in a query, where servers and proxies log them.</summary>
    public static ResponseMode DefaultMode(ResponseTypes types) => types is ResponseTypes.Code or ResponseTypes.None ? ResponseMode.Query : ResponseMode.Fragment;

    private static ResponseTypes ParseType(string word) => word switch
    {
        "code" => ResponseTypes.Code,
        "token" => ResponseTypes.Token,
        "id_token" => ResponseTypes.IdToken,
        _ => ResponseTypes.None,
    };
}
