namespace CalendarApp.Sessions;

/// <summary>What the token endpoint gave; nothing here reaches a page, a cookie or a log.</summary>
sealed record TokenSet(string AccessToken, string? RefreshToken)
{
    public override string ToString() => nameof(TokenSet);
}

/// <summary>The tokens of one person in one browser.</summary>
sealed class Session(TokenSet first)
{
    private readonly Lock changing = new();
    private volatile TokenSet tokens = first;
    private Task<Renewal>? renewing;

    public TokenSet Tokens => tokens;

    /// <summary>
    /// Replaces tokens that the API refused. A refresh token counts once: requests that are refused together share one renewal, because a
    /// second use of the same refresh token looks like theft to the authorization server, and ends them all.
    /// </summary>
    public Task<Renewal> RenewAsync(TokenSet refused, TokenEndpoint endpoint)
    {
        lock (changing)
            return tokens == refused ? renewing ??= RefreshAsync(refused.RefreshToken, endpoint) : Task.FromResult(Renewal.Done);
    }

    // Belongs to no request, and no request cancels it: the old refresh token would be used up, and the new one lost.
    private async Task<Renewal> RefreshAsync(string? refreshToken, TokenEndpoint endpoint)
    {
        await Task.Yield(); // the caller's lock is left before anything happens
        var (renewal, renewed) = refreshToken is null ? (Renewal.SignInNeeded, null) : await endpoint.RefreshAsync(refreshToken);
        lock (changing)
        {
            tokens = renewed ?? tokens;
            renewing = null;
        }

        return renewal;
    }
}

enum Renewal
{
    Done,

    /// <summary>The refresh token has expired, or was revoked.</summary>
    SignInNeeded,

    /// <summary>The authorization server does not answer; the session may still be good.</summary>
    Unavailable,
}
