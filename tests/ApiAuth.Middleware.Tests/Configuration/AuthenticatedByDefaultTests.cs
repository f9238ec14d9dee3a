using System.Net;
using ApiAuth.Middleware.Testing;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;

namespace ApiAuth.Middleware.Tests.Configuration;

/// <summary>RequireAuthenticatedByDefault: a token wherever an endpoint matched, unless the endpoint says otherwise.</summary>
public class AuthenticatedByDefaultTests
{
    [Theory]
    [InlineData(true, 401, "token_missing")]
    [InlineData(false, 200, null)]
    public async Task An_endpoint_that_says_nothing_needs_a_token(bool isRequired, int status, string? code)
    {
        await using var api = await Program(isRequired).StartAsync();

        var nobody = await api.GetAsync("/plain");
        var user = await api.GetAsync("/plain", "openid");

        Assert.Equal((status, code), ((int)nobody.Status, nobody.Code));
        Assert.Equal((HttpStatusCode.OK, "plain"), (user.Status, user.Body));
    }

    [Theory]
    [InlineData("")]
    [InlineData("explicit")]
    public async Task An_unknown_route_stays_404_with_and_without_a_token(string pipeline)
    {
        var program = Program();
        await using var api = await (pipeline.Length == 0 ? program : program with
        {
            App = app =>
            {
                app.UseRouting();
                app.UseAuthentication();
                app.UseAuthorization();
                program.App(app);
            },
        }).StartAsync();

        var nobody = await api.GetAsync("/plian");
        var user = await api.GetAsync("/plian", "openid");
        var garbage = await api.SendAsync(new(HttpMethod.Get, "/plian") { Headers = { { "Authorization", "Bearer garbage" } } });

        Assert.All([nobody, user, garbage], answer => Assert.Equal((HttpStatusCode.NotFound, 0), (answer.Status, answer.Challenges.Length)));
        Assert.Equal(HttpStatusCode.Unauthorized, (await api.GetAsync("/plain")).Status);
    }

    [Fact]
    public async Task What_allows_anonymous_callers_is_open()
    {
        await using var api = await Program().StartAsync();

        Assert.Equal(HttpStatusCode.OK, (await api.GetAsync("/health")).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await api.GetAsync("/health/keys")).Status);
    }

    [Fact]
    public async Task Static_files_are_no_endpoints_and_stay_open()
    {
        await using var api = await Program().StartAsync();

        var file = await api.GetAsync("/logo.txt");

        Assert.Equal((HttpStatusCode.OK, "a logo"), (file.Status, file.Body));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_pipeline_that_authorizes_nothing_stops_the_start(bool isRequired)
    {
        Action<IApplicationBuilder> authorizing = app => app.UseRouting().UseAuthentication().UseAuthorization().UseEndpoints(endpoints => endpoints.MapGet("/plain", () => "plain"));
        using (var right = Startup(isRequired, authorizing))
            await right.StartAsync(TestContext.Current.CancellationToken);
        using (var onBranch = Startup(isRequired, app => app.Map("/branch", authorizing)))
            await onBranch.StartAsync(TestContext.Current.CancellationToken);
        using (var forgetful = Startup(isRequired, authorizing, services => services.AddSingleton<ILoggerFactory, OnlyHosting>()))
            await forgetful.StartAsync(TestContext.Current.CancellationToken);

        using var host = Startup(isRequired, app => app.UseRouting().UseEndpoints(endpoints => endpoints.MapGet("/plain", () => "plain")));
        var start = () => host.StartAsync(TestContext.Current.CancellationToken);

        if (isRequired)
            Assert.StartsWith("RequireAuthenticatedByDefault() is void", (await Assert.ThrowsAsync<OptionsValidationException>(start)).Message, StringComparison.Ordinal);
        else
            await start();
    }

    // A host of before WebApplication, which adds nothing to a pipeline by itself.
    private static IHost Startup(bool isRequired, Action<IApplicationBuilder> pipeline, Action<IServiceCollection>? more = null) => new HostBuilder().ConfigureWebHost(web => web.UseTestServer().Configure(pipeline).ConfigureServices(services =>
    {
        var auth = services.AddRouting().AddAuth0ApiAuthorization(options =>
            (options.Domain, options.Audience, options.BackchannelHttpHandler) = ("organizer.eu.auth0.com", "urn:organizer-api", new TestNetwork()));
        if (isRequired)
            auth.RequireAuthenticatedByDefault();
        more?.Invoke(services);
    })).Build();

    // Asks the providers for a logger when something is written, as some logging libraries do: most categories are never heard of.
    private sealed class OnlyHosting(IEnumerable<ILoggerProvider> providers) : ILoggerFactory
    {
        public void AddProvider(ILoggerProvider provider)
        {
        }

        public ILogger CreateLogger(string categoryName)
        {
            if (categoryName == "Microsoft.AspNetCore.Hosting.Diagnostics")
                _ = providers.Select(provider => provider.CreateLogger(categoryName)).ToArray();
            return NullLogger.Instance;
        }

        public void Dispose()
        {
        }
    }

    [Fact]
    public async Task An_endpoint_with_a_policy_of_its_own_has_that_one_alone()
    {
        await using var api = await Program().StartAsync();

        Assert.Equal((HttpStatusCode.OK, "own"), ((await api.GetAsync("/own?key=1")).Status, (await api.GetAsync("/own?key=1")).Body));
        Assert.Equal(HttpStatusCode.Forbidden, (await api.GetAsync("/own", "openid")).Status);
    }

    [Fact]
    public async Task An_endpoint_with_a_scope_still_asks_for_the_scope()
    {
        await using var api = await Program().StartAsync();

        var statuses = await api.TryContactsAsync();

        Assert.Equal([200, 403, 401], statuses);
    }

    [Fact]
    public async Task A_fallback_policy_of_the_apps_own_holds_beside_it()
    {
        var program = Program();
        await using var api = await (program with
        {
            Services = (services, configuration) =>
            {
                program.Services(services, configuration);
                services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAssertion(context => ((HttpContext)context.Resource!).Request.Query.ContainsKey("key")).Build());
            },
        }).StartAsync();

        Assert.Equal(HttpStatusCode.OK, (await api.GetAsync("/plain?key=1", "openid")).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await api.GetAsync("/plain?key=1")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await api.GetAsync("/plain", "openid")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await api.GetAsync("/plian?key=1")).Status);
    }

    [Fact]
    public async Task Beside_another_default_scheme_it_is_our_token_that_is_needed()
    {
        var program = Program();
        await using var api = await (program with
        {
            Services = (services, configuration) =>
            {
                services.AddAuthentication(options => { OtherScheme.AddTo(options); options.DefaultScheme = OtherScheme.Name; });
                program.Services(services, configuration);
            },
        }).StartAsync();

        var session = await api.SendAsync(new(HttpMethod.Get, "/plain") { Headers = { { "Session", "ada" } } });

        Assert.Equal((HttpStatusCode.Unauthorized, "token_missing"), (session.Status, session.Code));
        Assert.Equal(HttpStatusCode.OK, (await api.GetAsync("/plain", "openid")).Status);
    }

    private static ApiProgram Program(bool isRequired = true) => new()
    {
        Services = (services, _) =>
        {
            var auth = services.AddAuth0ApiAuthorization();
            if (isRequired)
                auth.RequireAuthenticatedByDefault();
            services.AddHealthChecks().AddApiAuthKeys();
            services.AddAuthorizationBuilder().AddPolicy("own", policy => policy.RequireAssertion(context => ((HttpContext)context.Resource!).Request.Query.ContainsKey("key")));
        },
        App = app =>
        {
            app.UseStaticFiles(new StaticFileOptions { FileProvider = new OneFile() });
            app.MapContacts();
            app.MapGet("/plain", () => "plain");
            app.MapGet("/own", () => "own").RequireAuthorization("own");
            app.MapHealthChecks("/health", new() { Predicate = _ => false }).AllowAnonymous();
            app.MapHealthChecks("/health/keys");
        },
    };

    private sealed class OneFile : IFileProvider, IFileInfo
    {
        private static readonly byte[] Content = [.. "a logo"u8];

        public bool Exists => true;

        public long Length => Content.Length;

        public string? PhysicalPath => null;

        public string Name => "logo.txt";

        public DateTimeOffset LastModified => DateTimeOffset.UnixEpoch;

        public bool IsDirectory => false;

        public Stream CreateReadStream() => new MemoryStream(Content);

        public IFileInfo GetFileInfo(string subpath) => subpath == "/logo.txt" ? this : new NotFoundFileInfo(subpath);

        public IDirectoryContents GetDirectoryContents(string subpath) => NotFoundDirectoryContents.Singleton;

        public IChangeToken Watch(string filter) => NullChangeToken.Singleton;
    }
}
