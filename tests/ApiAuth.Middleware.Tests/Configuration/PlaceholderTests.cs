namespace ApiAuth.Middleware.Tests.Configuration;

/// <summary>What a template left behind stops the start; what a company may really be called does not.</summary>
public class PlaceholderTests
{
    [Theory]
    [InlineData("your-tenant")]
    [InlineData("your-tenant.auth0.com")]
    [InlineData("your-tenant.eu.auth0.com")]
    [InlineData("https://your-tenant/")]
    [InlineData("YOUR_DOMAIN")]
    [InlineData("YOUR_AUTH0_DOMAIN")]
    [InlineData("your.domain.com")]
    [InlineData("yourDomain")]
    [InlineData("yourtenantname.auth0.com")]
    [InlineData("your-domain-here")]
    [InlineData("{domain}")]
    [InlineData("{yourDomain}")]
    [InlineData("https://{domain}/")]
    [InlineData("https://${process.env.AUTH0_DOMAIN}/")]
    [InlineData("{{AUTH0_DOMAIN}}")]
    [InlineData("<tenant>.auth0.com")]
    [InlineData("changeme.eu.auth0.com")]
    [InlineData("dev-xxxxxxxx.us.auth0.com")]
    [InlineData("TODO")]
    [InlineData("__AUTH0_DOMAIN__")]
    [InlineData("%AUTH0_DOMAIN%")]
    [InlineData("$(Auth0Domain)")]
    public async Task A_placeholder_for_the_domain_stops_the_start(string domain)
    {
        var failure = Assert.Single(await HostStart.RefusesAsync($$"""{{HostStart.Audience}}, "Domain": "{{domain}}" """));

        Assert.StartsWith($"Auth0:Domain is \"{domain}\", which is still a placeholder. Write there the domain of your tenant", failure, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("your-api-identifier")]
    [InlineData("YOUR_API_IDENTIFIER")]
    [InlineData("yourApiIdentifier")]
    [InlineData("urn:your-api")]
    [InlineData("https://your-api")]
    [InlineData("https://your-api.example.com/")]
    [InlineData("https://your-api-endpoint/")]
    [InlineData("your_audience")]
    [InlineData("<api>")]
    [InlineData("<your-api>")]
    [InlineData("{api}")]
    [InlineData("https://{domain}/api/v2/")]
    [InlineData("changeme")]
    [InlineData("change-me")]
    [InlineData("placeholder")]
    [InlineData("tbd")]
    [InlineData("...")]
    [InlineData("__AUDIENCE__")]
    [InlineData("%AUDIENCE%")]
    [InlineData("[audience]")]
    [InlineData("$(Audience)")]
    public async Task A_placeholder_for_the_audience_stops_the_start(string audience)
    {
        var failure = Assert.Single(await HostStart.RefusesAsync($$"""{{HostStart.Domain}}, "Audience": "{{audience}}" """));

        Assert.StartsWith($"Auth0:Audience is \"{audience}\", which is still a placeholder. Write there the identifier of your API", failure, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("my-tenant.eu.auth0.com")]
    [InlineData("my-api.example.com")]
    [InlineData("yours.eu.auth0.com")]
    [InlineData("yourcompany.eu.auth0.com")]
    [InlineData("youridentity.example.com")]
    [InlineData("tell-your-domain.example.com")]
    [InlineData("todo.example.com")]
    [InlineData("todo-app.eu.auth0.com")]
    [InlineData("placeholder.example.com")]
    [InlineData("dev-8f2kq0xx.us.auth0.com")]
    [InlineData("tenant.example.com")]
    [InlineData("login.domain.com")]
    [InlineData("my_tenant.eu.auth0.com")]
    public async Task A_domain_that_may_be_real_is_no_placeholder(string domain)
    {
        var options = await HostStart.TakesAsync($$"""{{HostStart.Audience}}, "Domain": "{{domain}}" """);

        Assert.Equal(domain, options.Domain);
    }

    [Theory]
    [InlineData("my-api.example.com")]
    [InlineData("https://my-api")]
    [InlineData("https://api.example.com/your-app")]
    [InlineData("https://api.example.com/your-tenants")]
    [InlineData("https://api.example.com/me/your_identity")]
    [InlineData("urn:todo-api")]
    [InlineData("todo-api")]
    [InlineData("https://todo.example.com/")]
    [InlineData("urn:change-me-later")]
    [InlineData("urn:api")]
    [InlineData("https://api.domain.com/tenant")]
    [InlineData("urn:identifier:issuer:audience")]
    [InlineData("https://xxx.example.com")]
    [InlineData("a__b__c")]
    [InlineData("100%25")]
    [InlineData("urn:my-domain:my-audience")]
    public async Task An_audience_that_may_be_real_is_no_placeholder(string audience)
    {
        var options = await HostStart.TakesAsync($$"""{{HostStart.Domain}}, "Audience": "{{audience}}" """);

        Assert.Equal(audience, options.Audience);
    }

    [Theory]
    [InlineData("Issuer", "https://{domain}/", "Write there the issuer exactly as its discovery document and its tokens spell it")]
    [InlineData("Issuer", "https://your-tenant.auth0.com/", "Write there the issuer exactly as its discovery document and its tokens spell it")]
    public async Task A_placeholder_for_the_issuer_stops_the_start(string setting, string value, string advice)
    {
        var failure = Assert.Single(await HostStart.RefusesAsync($$"""{{HostStart.Audience}}, "{{setting}}": "{{value}}" """));

        Assert.StartsWith($"Auth0:{setting} is \"{value}\", which is still a placeholder. {advice}", failure, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("MetadataAddress", "https://{domain}/.well-known/openid-configuration")]
    [InlineData("JwksUri", "https://YOUR_DOMAIN/.well-known/jwks.json")]
    [InlineData("RoleClaim", "https://{namespace}/roles")]
    public async Task A_placeholder_anywhere_else_stops_the_start(string setting, string value)
    {
        var failure = await HostStart.RefusesBesidesAsync($"\"{setting}\": \"{value}\"");

        Assert.StartsWith($"Auth0:{setting} is \"{value}\", which is still a placeholder. Write there ", failure, StringComparison.Ordinal);
    }
}
