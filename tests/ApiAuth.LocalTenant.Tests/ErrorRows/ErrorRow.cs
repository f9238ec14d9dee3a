namespace ApiAuth.LocalTenant.Tests.ErrorRows;

/// <summary>What a real tenant refuses, or quietly does otherwise, at the endpoints of OAuth and in access tokens. Each has its test.</summary>
internal enum ErrorRow
{
    // The authorization endpoint.
    CallbackMismatch,
    UnknownClient,
    WebMessageToForeignOrigin,
    ResourceInsteadOfAudience,
    AuthorizeUnknownAudience,
    AuthorizeWithoutClientGrant,
    AuthorizeApiDeniesAll,
    ResponseTypeNotInGrantTypes,
    StrictThirdPartyImplicit,
    StrictThirdPartyUnlistedParameter,
    StrictThirdPartyWithoutPkce,
    SilentWithoutSession,
    SilentWithoutConsent,
    SilentWithOtherInteraction,
    ConsentDeclined,
    ConsentDeclinedAtStrictThirdParty,
    NoAudienceGivesOpaqueToken,
    NoRefreshTokenInImplicit,

    // The token endpoint.
    MissingParameter,
    UnknownGrantType,
    GrantTypeNotAllowed,
    BadClient,
    BadClientByOption,
    BadClientAssertion,
    MachineUnknownAudience,
    MachineWithoutClientGrant,
    MachineWithoutClientGrantOldText,
    MachineScopeNotGranted,
    MachineWithoutAudience,
    MachineWithoutScope,
    BadCode,
    BadCodeStatusByOption,
    BadCodeVerifier,
    BadRefreshToken,
    BadRefreshTokenByOption,
    RefreshTokenReuse,
    RateLimitOfTokens,
    UnknownScopesAreDropped,
    ScopesWithoutPermissionAreDropped,
    OfflineAccessWithoutLeave,

    // The userinfo endpoint.
    BadUserInfoToken,
    BadUserInfoTokenByOption,
    UserInfoWithoutOpenId,
    UserInfoForStrictThirdParty,
    RateLimitOfUserInfo,

    // Revocation and introspection.
    RevocationOfUnknownToken,
    RevocationWithMissingParameter,
    RevocationByBadClient,
    RevocationTakesTheGrantToo,
    IntrospectionOfBadToken,
    IntrospectionByBadClient,
    IntrospectionTurnedOff,

    // Access tokens.
    AudienceWithAnotherSlash,
    PermissionsWithoutPolicies,
    UserInfoAudienceOnlyForOpenIdAndRs256,
    IssuerEndsInSlash,
}

/// <summary>Says which rows a test proves.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ProvesAttribute(params ErrorRow[] rows) : Attribute
{
    public IReadOnlyList<ErrorRow> Rows { get; } = rows;
}
