using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

var builder = Host.CreateEmptyApplicationBuilder(new());
builder.Services.AddAuth0ApiAuthorization(options => (options.Domain, options.Audience) = ("organizer.eu.auth0.com", "urn:organizer-api"));
using var host = builder.Build();
try
{
    await host.StartAsync();
    Console.WriteLine("started");
}
catch (OptionsValidationException stopped)
{
    Console.WriteLine(stopped.Message);
}
