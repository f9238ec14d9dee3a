using System.Net;
using System.Reflection;
using ApiAuth.LocalTenant;
using Demo.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Razor.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace ApiAuth.Browser.Tests.Pages;

/// <summary>A new page without a picture is noticed here; a picture that nobody takes, by its <see cref="Gallery"/>.</summary>
public class AlbumTests
{
    [Fact]
    public void Every_page_of_the_tenant_and_of_the_samples_is_in_the_album()
    {
        Assembly[] samples = [.. typeof(Systems).Assembly.GetReferencedAssemblies().Select(Assembly.Load)];

        var there = PagesOfTheTenant().Concat(samples.SelectMany(RazorPagesOf)).Concat(samples.SelectMany(HtmlFilesOf));

        Assert.Equal(Album.Pages.Keys.Order(StringComparer.Ordinal), there.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_address_of_the_dashboard_has_a_picture_of_its_name()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Services.AddLocalTenant();
        var app = builder.Build();
        app.MapLocalTenant();

        var addresses = from source in ((IEndpointRouteBuilder)app).DataSources
                        from endpoint in source.Endpoints.OfType<RouteEndpoint>()
                        where endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods.Contains(HttpMethods.Get) == true
                        select endpoint.RoutePattern.RawText!;
        var pages = addresses.Where(address => address.StartsWith(TenantPaths.Dashboard, StringComparison.Ordinal)).ToArray();

        Assert.Contains("/dashboard/keys", pages);
        Assert.Superset(pages.Select(Gallery.NameOf).ToHashSet(), Album.Pictures.ToHashSet());
    }

    [Fact]
    public void No_two_pages_share_a_picture() => Assert.Equal(Album.Pictures.Distinct(), Album.Pictures);

    [Fact]
    public async Task A_page_without_a_picture_leads_elsewhere()
    {
        await using var systems = await Stage.StartSystemsAsync();
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false });

        foreach (var (app, page) in Album.Pages.Where(page => page.Value.Length == 0).Select(page => (page.Key.Split('/')[0], page.Key.Split('/')[1])))
        {
            using var answer = await http.GetAsync(new Uri(app == "CalendarApp" ? systems.CalendarApp : systems.TextApp, page), TestContext.Current.CancellationToken);
            Assert.Equal((page, HttpStatusCode.Found), (page, answer.StatusCode));
        }
    }

    private static IEnumerable<string> PagesOfTheTenant() => typeof(LocalTenantServer).Assembly.GetTypes()
        .Where(type => type.IsAssignableTo(typeof(IComponent)) && type.Name.EndsWith("Page", StringComparison.Ordinal))
        .Select(type => type.FullName!["ApiAuth.".Length..]);

    private static IEnumerable<string> RazorPagesOf(Assembly sample) => sample.GetCustomAttributes<RazorCompiledItemAttribute>()
        .Where(item => item.Kind == "mvc.1.0.razor-page")
        .Select(item => $"{sample.GetName().Name}/{Path.GetFileNameWithoutExtension(item.Identifier)}");

    private static IEnumerable<string> HtmlFilesOf(Assembly sample) => sample.GetManifestResourceNames()
        .Where(name => name.EndsWith(".html", StringComparison.Ordinal))
        .Select(name => $"{sample.GetName().Name}/{string.Join('.', name.Split('.')[^2..])}");
}
