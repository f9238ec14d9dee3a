using ApiAuth.Middleware.Testing.Json;

namespace ApiAuth.Middleware.Testing;

/// <summary>
/// The description of a token that <see cref="TestIssuer.Issue"/> turns into one. It starts as <see cref="Valid"/>, and a test breaks one part of it:
/// <c>TestAccessToken.Valid with { Audience = "other" }</c>. Immutable.
/// </summary>
/// <remarks>
/// <para>
/// The claims that every access token has (<see cref="Issuer"/>, <see cref="Subject"/>, <see cref="Audience"/>, <see cref="IssuedAt"/>, <see cref="ExpiresAt"/>) are filled in
/// where they are null; <see cref="WithoutClaim"/> leaves one out. All others are absent where they are null.
/// </para>
/// <para>
/// In order: the properties make the JSON of header and payload, <see cref="Header"/> and <see cref="Claims"/> change single members of any shape,
/// <see cref="RawHeader"/> and <see cref="RawPayload"/> change text, bytes or encoding, the result is signed as it is, and <see cref="RawSignature"/> changes the signature.
/// </para>
/// </remarks>
public sealed partial record TestAccessToken
{
    private TestAccessToken()
    {
    }

    /// <summary>The dialect. Null: that of the issuer.</summary>
    public TestTokenProfile? Profile { get; init; }

    /// <summary>The <c>iss</c>. Null: the name of the issuer that issues it.</summary>
    public string? Issuer { get; init; }

    /// <summary>The <c>sub</c>. Null: <c>auth0|test-user</c>, or <c>{client}@clients</c> when <see cref="GrantType"/> is <c>client-credentials</c>.</summary>
    public string? Subject { get; init; }

    /// <summary>The <c>aud</c> as a string. Null: <see cref="TestIssuer.Audience"/>.</summary>
    public string? Audience { get; init; }

    /// <summary>The <c>aud</c> as an array, instead of <see cref="Audience"/>. Default: null.</summary>
    public IReadOnlyList<string>? Audiences { get; init; }

    /// <summary>The client: <c>azp</c> in Auth0's dialect, <c>client_id</c> in RFC 9068's. Default: <c>test-client</c>.</summary>
    public string? ClientId { get; init; } = "test-client";

    /// <summary>The <c>scope</c>, space-separated. Default: <c>openid profile</c>, which opens no endpoint that asks for a scope of the API.</summary>
    public string? Scope { get; init; } = "openid profile";

    /// <summary>The <c>permissions</c>, Auth0's array of strings. Default: null.</summary>
    public IReadOnlyList<string>? Permissions { get; init; }

    /// <summary>The <c>gty</c> of Auth0's dialect, for example <c>client-credentials</c>. Default: null.</summary>
    public string? GrantType { get; init; }

    /// <summary>The <c>jti</c>. Null: absent in Auth0's dialect, a new one each time in RFC 9068's.</summary>
    public string? TokenId { get; init; }

    /// <summary>The <c>org_id</c>. Default: null.</summary>
    public string? OrganizationId { get; init; }

    /// <summary>The <c>org_name</c>. Default: null.</summary>
    public string? OrganizationName { get; init; }

    /// <summary>How long ago it was issued; negative is in the future. Default: zero. Counts when <see cref="IssuedAt"/> is null.</summary>
    public TimeSpan Age { get; init; }

    /// <summary>From <c>iat</c> to <c>exp</c>. Default: 1 hour. Counts when <see cref="ExpiresAt"/> is null.</summary>
    public TimeSpan Lifetime { get; init; } = TimeSpan.FromHours(1);

    /// <summary>From <c>iat</c> to <c>nbf</c>. Default: null, no <c>nbf</c>. Counts when <see cref="NotBefore"/> is null.</summary>
    public TimeSpan? Delay { get; init; }

    /// <summary>The <c>iat</c>, cut to whole seconds. Null: the issuer's clock less <see cref="Age"/>.</summary>
    public DateTimeOffset? IssuedAt { get; init; }

    /// <summary>The <c>nbf</c>, cut to whole seconds. Null: after <see cref="Delay"/>, or absent.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>The <c>exp</c>, cut to whole seconds. Null: after <see cref="Lifetime"/>.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>The header's <c>typ</c>. Null: <c>JWT</c> in Auth0's dialect, <c>at+jwt</c> in RFC 9068's.</summary>
    public string? Type { get; init; }

    /// <summary>
    /// The algorithm that signs, and the header's <c>alg</c>: RS, PS or ES with 256, 384 or 512, HS likewise (with <see cref="HmacSecret"/>), or <c>none</c>.
    /// Null: the key's. For an <c>alg</c> that lies about the signature use <see cref="WithHeader"/>.
    /// </summary>
    public string? Algorithm { get; init; }

    /// <summary>The header's <c>kid</c>. Null: that of the key.</summary>
    public string? KeyId { get; init; }

    /// <summary>The key that signs. Null: the issuer's current one.</summary>
    public TestKey? Key { get; init; }

    /// <summary>The secret of an HS algorithm. Null: the PEM text of the key's public half, as in the attack that confuses the two (RFC 8725 §2.1).</summary>
    public byte[]? HmacSecret { get; init; }

    /// <summary>An RSA key for which the signed token is encrypted, nested in a JWE of five parts (RFC 7516; RSA-OAEP-256, A256GCM). Default: null.</summary>
    public TestKey? EncryptFor { get; init; }

    /// <summary>Claims that differ from what the properties say, of any JSON shape; a null value is JSON's null. Default: none.</summary>
    public IReadOnlyDictionary<string, object?> Claims { get; init => field = JsonMembers.Freeze(value); } = JsonMembers.None;

    /// <summary>Header members that differ from what the properties say, of any JSON shape; a null value is JSON's null. Default: none.</summary>
    public IReadOnlyDictionary<string, object?> Header { get; init => field = JsonMembers.Freeze(value); } = JsonMembers.None;

    /// <summary>The header as no issuer would write it, signed as it is. Default: null.</summary>
    public RawSegment? RawHeader { get; init; }

    /// <summary>The payload as no issuer would write it, signed as it is. Default: null.</summary>
    public RawSegment? RawPayload { get; init; }

    /// <summary>The signature as no issuer would write it. Default: null.</summary>
    public RawSegment? RawSignature { get; init; }

    /// <summary>A text that is issued as it is, instead of everything else. Default: null.</summary>
    public string? RawToken { get; init; }

    /// <summary>Signs with a key that the issuer does not have, of the kind that the issuer uses.</summary>
    internal bool IsForged { get; init; }

    /// <summary>The same with one claim replaced or added.</summary>
    /// <param name="name">The claim.</param>
    /// <param name="value">Its value, of any JSON shape; null is JSON's null.</param>
    public TestAccessToken WithClaim(string name, object? value) => this with { Claims = Claims.Set(name, value) };

    /// <summary>The same with one claim left out.</summary>
    /// <param name="name">The claim.</param>
    public TestAccessToken WithoutClaim(string name) => this with { Claims = Claims.Set(name, JsonMembers.Absent) };

    /// <summary>The same with one header member replaced or added. The signature is made as before, by <see cref="Algorithm"/> and <see cref="Key"/>.</summary>
    /// <param name="name">The member, for example <c>crit</c>.</param>
    /// <param name="value">Its value, of any JSON shape; null is JSON's null.</param>
    public TestAccessToken WithHeader(string name, object? value) => this with { Header = Header.Set(name, value) };

    /// <summary>The same with one header member left out.</summary>
    /// <param name="name">The member, for example <c>kid</c>.</param>
    public TestAccessToken WithoutHeader(string name) => this with { Header = Header.Set(name, JsonMembers.Absent) };
}
