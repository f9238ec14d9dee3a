using System.Net.Http.Headers;
using ApiAuth.Middleware;
using ApiAuth.Middleware.Testing;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Organizer.Api.Storage;

namespace ApiAuth.Interop.Tests.Organizer;

/// <summary>The Organizer API as a developer runs it: its own program, with nothing configured but who issues its tokens. Its keys come over a socket.</summary>
/// <param name="issuer">Exactly as discovery gives it.</param>
/// <param name="algorithms">What it lets tokens be signed with; null: the default.</param>
/// <param name="time">The API's clock; null: the machine's.</param>
/// <param name="log">Hears what it logs.</param>
public sealed class OrganizerOnIssuer(string issuer, string[]? algorithms = null, ManualTimeProvider? time = null, ILoggerProvider? log = null) : WebApplicationFactory<OrganizerDb>
{
    public const string Audience = "urn:organizer-api";

    public IApiAuthKeys Keys => Services.GetRequiredService<IApiAuthKeys>();

    public bool IsFetching => Keys.Issuers.Single().IsFetching;

    /// <summary>A GET of the contacts, which the scope <c>contacts</c> opens.</summary>
    public Task<Answer> GetContactsAsync(string token, string scheme = "Bearer", string? proof = null) => GetAsync("/api/contacts", token, scheme, proof);

    public async Task<Answer> GetAsync(string path, string token, string scheme = "Bearer", string? proof = null)
    {
        using var client = CreateClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { Authorization = new AuthenticationHeaderValue(scheme, token) } };
        if (proof is not null)
            request.Headers.Add("DPoP", proof);
        return await Answer.ReadAsync(await client.SendAsync(request, TestContext.Current.CancellationToken));
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment(Environments.Development);
        builder.UseSetting("Auth0:Domain", "");
        builder.UseSetting("Auth0:Issuer", issuer);
        foreach (var (index, algorithm) in (algorithms ?? []).Index())
            builder.UseSetting($"Auth0:Tokens:Algorithms:{index}", algorithm);
        builder.UseSetting("ConnectionStrings:Organizer", $"Data Source={Guid.NewGuid():N};Mode=Memory;Cache=Shared");
        builder.ConfigureServices(services => services.AddHttpClient(ApiAuthDefaults.HttpClientName).UseSocketsHttpHandler((handler, _) => handler.UseProxy = false));
        if (time is not null)
            builder.ConfigureTestServices(services => services.AddSingleton<TimeProvider>(time));
        builder.ConfigureLogging(logging => logging.ClearProviders());
        if (log is not null)
            builder.ConfigureLogging(logging => logging.AddProvider(log));
    }
}
