namespace ApiAuth.Middleware.Errors;

/// <summary>What to change, for the developer who reads the log or the development hint.</summary>
static class Advice
{
    public static string For(AuthErrorReason reason) => reason switch
    {
        AuthErrorReason.TokenMissing => "Send the header \"Authorization: Bearer\" followed by an access token for this API.",
        AuthErrorReason.RequestMalformed => "Send one Authorization header of the form \"Bearer\", one space, one token.",
        AuthErrorReason.TokenTooLong => "Take claims out of the token at the issuer, or raise Tokens:MaxLength.",
        AuthErrorReason.TokenMalformed => "Send the access token exactly as the issuer returned it; nothing else belongs behind \"Bearer\".",
        AuthErrorReason.TokenOpaque or AuthErrorReason.TokenEncrypted => "The client must request its token with this API's audience; without one the issuer returns a token only it can read.",
        AuthErrorReason.AlgorithmNotAllowed => "Choose an allowed algorithm for this API at the issuer, or add an asymmetric one to Tokens:Algorithms.",
        AuthErrorReason.TypeNotAccessToken => "Send the access_token of the token response, not another kind of token.",
        AuthErrorReason.IdTokenPresented => "Send the access_token of the token response; the id_token is for the client alone.",
        AuthErrorReason.IssuerUnknown => "Compare letter by letter, the slash at the end included; correct Domain (or Issuer), or request the token from the right tenant.",
        AuthErrorReason.AudienceMismatch => "Request the token with this API's audience, or correct Audience to the identifier the API has at the issuer.",
        AuthErrorReason.ClaimMissing => "Let the issuer add the claim.",
        AuthErrorReason.ClaimMalformed => "Correct what the issuer writes into this claim.",
        AuthErrorReason.TokenExpired => "The client must get a new token; if the token is new, compare the clocks.",
        AuthErrorReason.TokenNotYetValid => "Compare the clocks of the issuer and this host; Tokens:ClockSkew allows up to five minutes.",
        AuthErrorReason.KeyUnknown => "The token was signed by another issuer or tenant, or with a key that was withdrawn; compare the kid with the issuer's JWKS.",
        AuthErrorReason.SignatureInvalid => "The token was altered, or signed by somebody else than its issuer.",
        AuthErrorReason.SenderConstrained => "This API takes bearer tokens; request the token without DPoP or mTLS binding.",
        AuthErrorReason.TokenRevoked => "The client must get a new token.",
        AuthErrorReason.RefusedByHook => "See the application's own hook.",
        AuthErrorReason.ScopeMissing => "The client must request the scope, and the user or a client grant must allow it.",
        AuthErrorReason.PermissionMissing => "Assign the permission at the issuer; for Auth0, RBAC and \"Add Permissions in the Access Token\" must be on for this API.",
        AuthErrorReason.PolicyNotMet => "See the requirements of the endpoint's policies and roles; for roles, RoleClaim names the claim.",
        AuthErrorReason.KeysUnavailable => "See the log of the key fetch; the request may be sent again after Retry-After.",
        _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, "Not in the vocabulary."),
    };
}
