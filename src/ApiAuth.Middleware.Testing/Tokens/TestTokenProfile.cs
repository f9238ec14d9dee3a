namespace ApiAuth.Middleware.Testing;

/// <summary>In which of its two dialects the issuer writes access tokens.</summary>
public enum TestTokenProfile
{
    /// <summary>Auth0's own: type <c>JWT</c>, the client in <c>azp</c>, <c>gty</c> for clients without a user.</summary>
    Auth0,

    /// <summary>RFC 9068: type <c>at+jwt</c>, the client in <c>client_id</c>, always a <c>jti</c>.</summary>
    Rfc9068,
}
