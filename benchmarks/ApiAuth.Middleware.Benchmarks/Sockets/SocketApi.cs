using System.Net;
using ApiAuth.Middleware.Benchmarks.Hosting;
using ApiAuth.Middleware.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ApiAuth.Middleware.Benchmarks.Sockets;

/// <summary>One of the APIs over Kestrel, for a load generator: prints its address and an <c>Authorization</c> header, a line each, and serves until standard input ends.</summary>
static class SocketApi
{
    public static async Task<int> ServeAsync(string name)
    {
        var issuer = new TestIssuer("https://tenant.test/") { Audience = BenchmarkApi.Audience };
        if (BenchmarkApi.Protection(name, issuer) is not { } protection)
        {
            await Console.Error.WriteLineAsync($"There is no API \"{name}\"; there are unprotected, floor, ours and jwtbearer.");
            return 2;
        }

        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.Logging.ClearProviders();
        builder.Services.AddRoutingCore();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        protection.Services(builder.Services);
        await using var app = builder.Build();
        protection.Endpoints(app);
        await app.StartAsync();

        Console.WriteLine($"{app.Urls.Single()}/contacts");
        Console.WriteLine($"Authorization: Bearer {issuer.Issue(TestAccessToken.Valid with { Scope = "contacts", Lifetime = TimeSpan.FromHours(12) })}");
        await Console.In.ReadToEndAsync();
        return 0;
    }
}
