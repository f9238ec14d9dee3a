namespace ApiAuth.Middleware.Keys;

/// <summary>Everything the key engine needs to know about one issuer; read once from the options, then fixed.</summary>
sealed record IssuerSettings(string Issuer)
{
    /// <summary>Where discovery lies (OpenID Connect Discovery §4); null if <see cref="JwksUri"/> is given instead.</summary>
    public Uri? MetadataAddress { get; init; }

    /// <summary>The JWKS without discovery; null if discovery names it.</summary>
    public Uri? JwksUri { get; init; }

    /// <summary>The JWKS itself, instead of an address.</summary>
    public string? Jwks { get; init; }

    public required KeyStartup Startup { get; init; }

    public required TimeSpan KeyLifetime { get; init; }

    public required double RefreshAhead { get; init; }

    public required TimeSpan MaxStale { get; init; }

    public required int UnknownKidBurst { get; init; }

    public required TimeSpan UnknownKidInterval { get; init; }

    public required TimeSpan FetchTimeout { get; init; }

    public required int MaxDocumentSize { get; init; }

    public required TimeProvider TimeProvider { get; init; }

    public HttpMessageHandler? BackchannelHttpHandler { get; init; }

    /// <summary>A short name for metrics and logs: the issuer's host, and its path if it has one, because one host may have several issuers.</summary>
    public string Alias { get; } = new Uri(Issuer) is var uri ? $"{uri.Authority}{uri.AbsolutePath.TrimEnd('/')}" : "";

    public static IssuerSettings Create(
        string issuer, string? metadataAddress, string? jwksUri, KeyOptions keys, HttpMessageHandler? handler, TimeProvider timeProvider) => new(issuer)
    {
        Jwks = keys.Jwks,
        JwksUri = jwksUri is null ? null : new Uri(jwksUri),
        MetadataAddress = jwksUri is null ? new Uri(metadataAddress ?? $"{issuer.TrimEnd('/')}/.well-known/openid-configuration") : null,
        Startup = keys.Startup,
        KeyLifetime = keys.KeyLifetime,
        RefreshAhead = keys.RefreshAhead,
        MaxStale = keys.MaxStale,
        UnknownKidBurst = keys.UnknownKidBurst,
        UnknownKidInterval = keys.UnknownKidInterval,
        FetchTimeout = keys.FetchTimeout,
        MaxDocumentSize = keys.MaxDocumentSize,
        BackchannelHttpHandler = handler,
        TimeProvider = timeProvider,
    };
}
