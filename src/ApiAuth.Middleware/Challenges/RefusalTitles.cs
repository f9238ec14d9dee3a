namespace ApiAuth.Middleware.Challenges;

/// <summary>The title of each refusal: one sentence that says what is wrong and depends on nothing but the reason.</summary>
static class RefusalTitles
{
    public static string Of(AuthErrorReason reason) => reason switch
    {
        AuthErrorReason.TokenMissing => "An access token is needed.",
        AuthErrorReason.RequestMalformed => "The request must carry exactly one access token.",
        AuthErrorReason.TokenTooLong => "The access token is too long.",
        AuthErrorReason.TokenMalformed => "The access token is not a well-formed JWT.",
        AuthErrorReason.TokenOpaque => "The access token is opaque; it was not requested for this API.",
        AuthErrorReason.TokenEncrypted => "The access token is encrypted; it was not requested for this API.",
        AuthErrorReason.AlgorithmNotAllowed => "The access token is signed with an algorithm that is not allowed.",
        AuthErrorReason.TypeNotAccessToken => "The token is not an access token.",
        AuthErrorReason.IdTokenPresented => "The token is an ID token; an access token is needed.",
        AuthErrorReason.IssuerUnknown => "The access token comes from an issuer that this API does not trust.",
        AuthErrorReason.AudienceMismatch => "The access token is meant for another API.",
        AuthErrorReason.ClaimMissing => "The access token lacks a claim that it must have.",
        AuthErrorReason.ClaimMalformed => "The access token has a claim with an impossible value.",
        AuthErrorReason.TokenExpired => "The access token has expired.",
        AuthErrorReason.TokenNotYetValid => "The access token is not valid yet.",
        AuthErrorReason.KeyUnknown => "The access token is signed with a key that its issuer does not publish.",
        AuthErrorReason.SignatureInvalid => "The signature of the access token is not valid.",
        AuthErrorReason.SenderConstrained => "The access token is bound to a key and came without proof.",
        AuthErrorReason.TokenRevoked => "The access token was revoked.",
        AuthErrorReason.RefusedByHook => "The access token was refused by this API.",
        AuthErrorReason.ScopeMissing => "The access token lacks a scope.",
        AuthErrorReason.PermissionMissing => "The access token lacks a permission.",
        AuthErrorReason.PolicyNotMet => "The caller may not do this.",
        AuthErrorReason.KeysUnavailable => "Access tokens cannot be checked at the moment.",
        _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, "Not in the vocabulary."),
    };
}
