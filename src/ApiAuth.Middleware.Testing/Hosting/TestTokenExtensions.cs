namespace ApiAuth.Middleware.Testing;

/// <summary>Sends test tokens: RFC 6750 §2.1.</summary>
public static class TestTokenExtensions
{
    private const string Authorization = "Authorization";

    /// <summary>Issues a token and sends it with every request of this client from now on.</summary>
    /// <param name="client">A client of the app under test.</param>
    /// <param name="issuer">Who issues it. When it takes its name from the app, the app has started by now: creating a client starts it.</param>
    /// <param name="token">What to issue. Default: <see cref="TestAccessToken.Valid"/>.</param>
    /// <returns>The same client.</returns>
    public static HttpClient WithToken(this HttpClient client, TestIssuer issuer, TestAccessToken? token = null)
    {
        ArgumentNullException.ThrowIfNull(issuer);
        return client.WithToken(issuer.Issue(token));
    }

    /// <summary>Sends this text as the bearer token of every request of this client from now on.</summary>
    /// <param name="client">A client of the app under test.</param>
    /// <param name="token">A token, or anything that poses as one; it is not checked.</param>
    /// <returns>The same client.</returns>
    public static HttpClient WithToken(this HttpClient client, string token)
    {
        client.WithoutToken().DefaultRequestHeaders.TryAddWithoutValidation(Authorization, $"Bearer {token}");
        return client;
    }

    /// <summary>Sends no token from now on.</summary>
    /// <param name="client">A client of the app under test.</param>
    /// <returns>The same client.</returns>
    public static HttpClient WithoutToken(this HttpClient client)
    {
        ArgumentNullException.ThrowIfNull(client);
        client.DefaultRequestHeaders.Remove(Authorization);
        return client;
    }

    /// <summary>Issues a token for this request alone; it takes the place of the client's.</summary>
    /// <param name="request">A request to the app under test.</param>
    /// <param name="issuer">Who issues it.</param>
    /// <param name="token">What to issue. Default: <see cref="TestAccessToken.Valid"/>.</param>
    /// <returns>The same request.</returns>
    public static HttpRequestMessage WithToken(this HttpRequestMessage request, TestIssuer issuer, TestAccessToken? token = null)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(issuer);
        request.Headers.Remove(Authorization);
        request.Headers.TryAddWithoutValidation(Authorization, $"Bearer {issuer.Issue(token)}");
        return request;
    }
}
