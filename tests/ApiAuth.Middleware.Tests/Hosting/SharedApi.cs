namespace ApiAuth.Middleware.Tests.Hosting;

/// <summary>One API for all tests of a class, for tests that only call it.</summary>
public abstract class SharedApi : IAsyncLifetime
{
    private TestApi? api;

    private protected abstract TestApiSettings Settings { get; }

    public async ValueTask InitializeAsync() => api = await TestApi.StartAsync(Settings);

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (api is not null)
            await api.DisposeAsync();
    }

    /// <summary>The API, with an empty log.</summary>
    internal TestApi Fresh()
    {
        api!.Logs.Clear();
        return api;
    }
}
