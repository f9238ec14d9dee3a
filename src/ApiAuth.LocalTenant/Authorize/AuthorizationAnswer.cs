using ApiAuth.LocalTenant.OAuth;

namespace ApiAuth.LocalTenant.Authorize;

/// <summary>The parameters of an answer of the authorization endpoint, in order; those without value are left out.</summary>
internal sealed class AuthorizationAnswer(params IEnumerable<(string Name, string? Value)> parameters)
{
    public IReadOnlyList<KeyValuePair<string, string>> Parameters { get; } =
        [.. parameters.Where(parameter => parameter.Value is not null).Select(parameter => KeyValuePair.Create(parameter.Name, parameter.Value!))];

    public static AuthorizationAnswer Refusal(OAuthError error, string? state) =>
        new(("error", error.Error), ("error_description", error.ErrorDescription), ("state", state));
}
