namespace ApiAuth.Middleware.Keys;

/// <summary>Keys that were given as text (<see cref="KeyOptions.Jwks"/>): nothing is fetched, and nothing ages.</summary>
sealed class FixedKeys(IssuerSettings settings, KeySet set) : IssuerKeys(settings)
{
    private static readonly Task<FetchFailure?> NoFailure = Task.FromResult<FetchFailure?>(null);

    public override IssuerKeyState State => new(Settings.Issuer, IssuerKeyStatus.Fresh, set.All.Count, Age: null, LastError: null);

    public override bool IsServing(DateTimeOffset now) => true;

    public override ValueTask<KeyLookup> FindAsync(string? kid, string algorithm, CancellationToken cancellationToken) =>
        ValueTask.FromResult(set.Find(kid, algorithm) ?? KeyLookup.Unknown);

    public override ValueTask<SigningKey[]> FindUntriedAsync(SigningKey[] tried, string? kid, string algorithm, CancellationToken cancellationToken) =>
        ValueTask.FromResult<SigningKey[]>([]);

    public override Task<FetchFailure?> WarmUpAsync(CancellationToken cancellationToken) => NoFailure;

    public override Task<FetchFailure?> RefreshAsync(CancellationToken cancellationToken) => NoFailure;

    public override void Dispose()
    {
    }
}
