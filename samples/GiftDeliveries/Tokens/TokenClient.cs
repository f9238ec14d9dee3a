using System.Net;

namespace GiftDeliveries.Tokens;

/// <summary>
/// Gets an access token for the program itself (client credentials, RFC 6749 section 4.4) and keeps it until shortly before it expires.
/// Any number of callers cause one request.
/// </summary>
public sealed class TokenClient(HttpClient http, ClientCredentials credentials, TimeProvider time) : IDisposable
{
    const string Peer = "The authorization server";
    static readonly TimeSpan DefaultLifetime = TimeSpan.FromMinutes(5); // expires_in is optional

    readonly SemaphoreSlim _oneRequest = new(1, 1);
    HeldToken? _held;

    public async Task<Outcome<string>> GetAsync(CancellationToken cancellation)
    {
        await _oneRequest.WaitAsync(cancellation);
        try
        {
            return _held is { } held && time.GetUtcNow() < held.RenewAt ? held.Token : await RequestAsync(cancellation);
        }
        finally
        {
            _oneRequest.Release();
        }
    }

    /// <summary>Says that the API refused the token; the next call asks for a new one, unless somebody already did.</summary>
    public void Forget(string token)
    {
        if (_held is { } held && held.Token == token)
            Interlocked.CompareExchange(ref _held, null, held);
    }

    public void Dispose() => _oneRequest.Dispose();

    async Task<Outcome<string>> RequestAsync(CancellationToken cancellation)
    {
        var askedAt = time.GetUtcNow();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(credentials.Issuer, "oauth/token")) { Content = Form() };
        var exchange = await http.TrySendAsync(request, Peer, cancellation);
        if (!exchange.Succeeded)
            return exchange.Failure;

        using var response = exchange.Value;
        var answer = await response.TryReadAsync<TokenAnswer>(cancellation);
        if (!response.IsSuccessStatusCode)
            return new Failure(Refusal(response.StatusCode, answer));
        if (answer is not { AccessToken.Length: > 0 } || !string.Equals(answer.TokenType, "Bearer", StringComparison.OrdinalIgnoreCase))
            return new Failure($"{Peer} answered {(int)response.StatusCode}, but not with a bearer token.");

        _held = new HeldToken(answer.AccessToken, askedAt + Usable(answer));
        return answer.AccessToken;
    }

    FormUrlEncodedContent Form() => new(new Dictionary<string, string>
    {
        ["grant_type"] = "client_credentials",
        ["client_id"] = credentials.ClientId,
        ["client_secret"] = credentials.ClientSecret,
        ["audience"] = credentials.Audience,
    });

    // A tenth of the life, but at most a minute, is left for the way to the API and for clocks that differ.
    static TimeSpan Usable(TokenAnswer answer)
    {
        var lifetime = answer.ExpiresIn is > 0 and < int.MaxValue and var seconds ? TimeSpan.FromSeconds(seconds) : DefaultLifetime;
        return lifetime - TimeSpan.FromSeconds(Math.Min(60, lifetime.TotalSeconds / 10));
    }

    static string Refusal(HttpStatusCode status, TokenAnswer? answer)
    {
        if (answer?.Error is not { } error)
            return $"{Peer} refused a token: it answered {(int)status}. Check GiftDeliveries:Issuer.";
        var suspect = status == HttpStatusCode.Unauthorized ? "GiftDeliveries:ClientId and GiftDeliveries:ClientSecret" : "GiftDeliveries:Audience, and that we have a client grant for it";
        return $"{Peer} refused a token ({Exchange.Printable($"{error}: {answer.ErrorDescription}")}). Check {suspect}.";
    }

    sealed record HeldToken(string Token, DateTimeOffset RenewAt);
}
