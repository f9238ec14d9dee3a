namespace ApiAuth.Middleware.Configuration;

/// <summary>For whom tokens must be meant: without an audience any token of the tenant would pass.</summary>
sealed class AudienceRules(ApiAuthOptions options)
{
    private const string Example = "the identifier of your API (Auth0 dashboard, APIs), for example \"urn:organizer-api\"";

    public IEnumerable<string> Failures()
    {
        if (options.Audience is null && options.Audiences.Count == 0)
            yield return $"{options.PathOf("Audience")} is missing. Write there {Example}.";
        if (options.Audience is { } audience && Problem(audience) is { } problem)
            yield return Failure("Audience", audience, problem);
        for (var i = 0; i < options.Audiences.Count; i++)
            if (Problem(options.Audiences[i]) is { } itemProblem)
                yield return Failure($"Audiences:{i}", options.Audiences[i], itemProblem);
    }

    private string? Problem(string audience) =>
        audience.Length == 0 ? "is blank"
        : SettingText.Problem(audience)
        ?? (IsUserInfo(audience) ? "is that of the tenant's own userinfo: with the scope openid, tokens for every API of the tenant have it" : null);

    // Auth0 puts it beside the API into aud, from where it is copied.
    private bool IsUserInfo(string audience) => IssuerName.All(options).Any(issuer => audience == $"{issuer.TrimEnd('/')}/userinfo");

    private string Failure(string setting, string value, string problem) => $"{options.PathOf(setting)} is \"{value}\", which {problem}. Write there {Example}.";
}
