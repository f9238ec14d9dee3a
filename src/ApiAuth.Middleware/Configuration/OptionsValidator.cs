using ApiAuth.Middleware.Keys;
using ApiAuth.Middleware.Scopes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace ApiAuth.Middleware.Configuration;

/// <summary>Refuses options that cannot be right. Each message names the setting, says what is wrong, and what to write there.</summary>
sealed class OptionsValidator(HostSchemes schemes, IServiceProvider services) : IValidateOptions<ApiAuthOptions>
{
    public ValidateOptionsResult Validate(string? name, ApiAuthOptions options)
    {
        if (!schemes.Contains(name))
            return ValidateOptionsResult.Skip;
        var isDevelopment = services.GetService<IHostEnvironment>()?.IsDevelopment() == true;
        string[] failures =
        [
            .. options.ConfigurationProblems,
            .. new IssuerRules(options, isDevelopment).Failures(),
            .. new AudienceRules(options).Failures(),
            .. new RangeRules(options).Failures(),
            .. new JwksRules(options).Failures(),
            .. ScopeFailures(options),
            .. RoleClaimFailures(options),
            .. LibraryVersions.Mismatch() is { } mismatch ? [mismatch] : Array.Empty<string>(),
        ];
        return failures.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private static IEnumerable<string> RoleClaimFailures(ApiAuthOptions options)
    {
        if (options.RoleClaim is { } claim && SettingText.Problem(claim) is { } problem)
            yield return $"{options.PathOf("RoleClaim")} is \"{claim}\", which {problem}. Write there the name of the claim that holds roles, for example \"https://example.com/roles\".";
    }

    private static IEnumerable<string> ScopeFailures(ApiAuthOptions options) =>
        from scope in options.Scopes.Keys
        where !RequiredWords.IsWord(scope)
        select $"{options.PathOf("Scopes")} holds \"{scope}\", which is no scope: write one word of printable ASCII without quotes and backslashes.";
}
