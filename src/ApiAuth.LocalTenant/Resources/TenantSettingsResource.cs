using System.Text.Json.Nodes;
using ApiAuth.LocalTenant.Schemas;
using Member = ApiAuth.LocalTenant.Resources.Member<ApiAuth.LocalTenant.TenantSettings>;

namespace ApiAuth.LocalTenant.Resources;

/// <summary>The settings of the tenant as JSON.</summary>
internal static class TenantSettingsResource
{
    private const long HoursOfAYear = 8760;
    private static readonly RateLimit UsualRateLimit = new(10, TimeSpan.FromMinutes(1));

    public static Resource<TenantSettings> Table { get; } = new(
        () => new(),
        (settings, names) => settings with { GivenMembers = names },
        settings => settings.GivenMembers,
        Member.Text("friendly_name", "What pages call the tenant.", settings => settings.FriendlyName, (settings, name) => settings with { FriendlyName = name! }, 1, 200).AlwaysShown(),
        Member.Text(
            "default_audience", "The API that a request without audience means; empty for none.",
            settings => settings.DefaultAudience, (settings, audience) => settings with { DefaultAudience = string.IsNullOrEmpty(audience) ? null : audience }),
        Member.Nested(
            "flags", "Switches.",
            Member.Flag(
                "use_scope_descriptions_for_consent", "Whether the consent page shows the descriptions of scopes.",
                settings => settings.UseScopeDescriptionsForConsent, (settings, use) => settings with { UseScopeDescriptionsForConsent = use }),
            Member.Flag(
                "revoke_refresh_token_grant", "Whether revoking a refresh token takes back the user's consent too.",
                settings => settings.RevokeGrantWithRefreshToken, (settings, revoke) => settings with { RevokeGrantWithRefreshToken = revoke })).AlwaysShown(),
        Member.Choice<ResourceParameterProfile>(
            "resource_parameter_profile", "Whether the parameter resource stands in for audience.",
            settings => settings.ResourceParameterProfile, (settings, profile) => settings with { ResourceParameterProfile = profile }).AlwaysShown(),
        Member.Texts(
            "allowed_logout_urls", "Where users may be sent to after a logout that names no application.",
            settings => settings.AllowedLogoutUrls, (settings, urls) => settings with { AllowedLogoutUrls = urls }),
        Member.Duration(
            "session_lifetime", "How many hours a sign-in lasts.", TimeSpan.FromHours(1),
            settings => settings.SessionLifetime, (settings, life) => settings with { SessionLifetime = life }, 1, HoursOfAYear).AlwaysShown(),
        Member.Duration(
            "idle_session_lifetime", "How many hours a sign-in lasts that nobody uses.", TimeSpan.FromHours(1),
            settings => settings.IdleSessionLifetime, (settings, life) => settings with { IdleSessionLifetime = life }, 1, HoursOfAYear).AlwaysShown(),
        Member.Flag("auto_login", "Local: signs users in without the login page.", settings => settings.AutoLogin, (settings, auto) => settings with { AutoLogin = auto }).In(MemberUse.Seed),
        Member.Flag(
            "skip_consent_on_localhost", "Local: whether callbacks on this machine count as verifiable.",
            settings => settings.SkipConsentOnLocalhost, (settings, skip) => settings with { SkipConsentOnLocalhost = skip }).In(MemberUse.Seed),
        Member.Flag("introspection", "Local: serves /oauth/introspect.", settings => settings.Introspection, (settings, on) => settings with { Introspection = on }).In(MemberUse.Seed),
        RateLimit.In(MemberUse.Seed),
        Doubtful.In(MemberUse.Seed));

    private static Member RateLimit => Member.Nested(
        "rate_limit", "Local: how often an application may ask the token endpoint, and a user /userinfo; without it, as often as it likes.",
        new Member(
            "requests", new WholeNumberShape(1, 1_000_000) { Description = "How many requests a window has; 10 if it is not given." },
            settings => settings.RateLimit is { } limit ? JsonValue.Create(limit.Requests) : null,
            (settings, json) => settings with { RateLimit = (settings.RateLimit ?? UsualRateLimit) with { Requests = json.GetInt32() } }),
        new Member(
            "window", new WholeNumberShape(1, 86_400) { Description = "How many seconds a window has; 60 if it is not given." },
            settings => settings.RateLimit is { } limit ? JsonValue.Create((long)limit.Window.TotalSeconds) : null,
            (settings, json) => settings with { RateLimit = (settings.RateLimit ?? UsualRateLimit) with { Window = TimeSpan.FromSeconds(json.GetInt64()) } }));

    private static Member Doubtful => Member.Nested(
        "doubtful", "Local: answers on which the evidence about real tenants differs.",
        Answer<BadClientAnswer>("bad_client", "Wrong secret or unknown client.", answers => answers.BadClient, (answers, answer) => answers with { BadClient = answer }),
        Status("invalid_grant_status", "The status of invalid_grant.", answers => answers.InvalidGrantStatus, (answers, status) => answers with { InvalidGrantStatus = status }),
        Answer<BadRefreshTokenAnswer>("bad_refresh_token", "A refresh token that is not good.", answers => answers.BadRefreshToken, (answers, answer) => answers with { BadRefreshToken = answer }),
        Answer<MissingClientGrantAnswer>(
            "missing_client_grant", "/authorize without client grant.", answers => answers.MissingClientGrant, (answers, answer) => answers with { MissingClientGrant = answer }),
        Answer<MissingClientGrantText>(
            "missing_client_grant_text", "Client credentials without client grant.", answers => answers.MissingClientGrantText, (answers, text) => answers with { MissingClientGrantText = text }),
        Answer<NoAudienceAnswer>(
            "client_credentials_without_audience", "Client credentials without audience.",
            answers => answers.ClientCredentialsWithoutAudience, (answers, answer) => answers with { ClientCredentialsWithoutAudience = answer }),
        Answer<NoScopeAnswer>(
            "client_credentials_without_scope", "Client credentials without scope.",
            answers => answers.ClientCredentialsWithoutScope, (answers, answer) => answers with { ClientCredentialsWithoutScope = answer }),
        Answer<BadUserInfoTokenAnswer>("bad_user_info_token", "/userinfo with a bad token.", answers => answers.BadUserInfoToken, (answers, answer) => answers with { BadUserInfoToken = answer }),
        Status(
            "callback_mismatch_status", "The status of the page about a callback that does not match.",
            answers => answers.CallbackMismatchStatus, (answers, status) => answers with { CallbackMismatchStatus = status }));

    private static Member Answer<TWord>(string name, string description, Func<DoubtfulAnswers, TWord> get, Func<DoubtfulAnswers, TWord, DoubtfulAnswers> set)
        where TWord : struct, Enum =>
        Member.Choice<TWord>(name, description, settings => get(settings.Doubtful), (settings, word) => settings with { Doubtful = set(settings.Doubtful, word) });

    private static Member Status(string name, string description, Func<DoubtfulAnswers, int> get, Func<DoubtfulAnswers, int, DoubtfulAnswers> set) => new(
        name,
        new WholeNumberShape(400, 403) { Description = description },
        settings => JsonValue.Create(get(settings.Doubtful)),
        (settings, json) => settings with { Doubtful = set(settings.Doubtful, json.GetInt32()) });
}
