using ApiAuth.LocalTenant.OAuth;

namespace ApiAuth.LocalTenant.Authorize;

/// <summary>What a request to the authorization endpoint turned out to be: good, or refused. Without a target the refusal is shown on a page.</summary>
internal sealed class AuthorizationReading
{
    private AuthorizationReading(AuthorizationRequest? request, OAuthError? error, ResponseTarget? target) => (Request, Error, Target) = (request, error, target);

    public AuthorizationRequest? Request { get; }

    public OAuthError? Error { get; }

    public ResponseTarget? Target { get; }

    public static implicit operator AuthorizationReading(AuthorizationRequest request) => new(request, null, request.Target);

    public static AuthorizationReading OnPage(OAuthError error) => new(null, error, null);

    public static AuthorizationReading AtClient(OAuthError error, ResponseTarget target) => new(null, error, target);
}
