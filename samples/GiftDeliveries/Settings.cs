using GiftDeliveries.Tokens;
using Microsoft.Extensions.Configuration;

namespace GiftDeliveries;

/// <summary>The section <c>GiftDeliveries</c> of the configuration, checked.</summary>
public sealed record Settings(ClientCredentials Credentials, Uri Api, string Destination, string? Origin)
{
    static readonly string[] Required = ["Issuer", "ClientId", "ClientSecret", "Audience", "Api", "Destination"];

    /// <summary>The names of the command line (<c>--ClientId …</c>), for <c>AddCommandLine</c>.</summary>
    public static IDictionary<string, string> Switches { get; } =
        Required.Append("Origin").ToDictionary(name => $"--{name}", name => $"GiftDeliveries:{name}", StringComparer.OrdinalIgnoreCase);

    public static Outcome<Settings> Read(IConfiguration configuration)
    {
        var section = configuration.GetSection("GiftDeliveries");
        if (Required.Where(name => string.IsNullOrWhiteSpace(section[name])).ToList() is [var first, ..] missing)
            return new Failure(
                $"Set GiftDeliveries:{string.Join(", GiftDeliveries:", missing)} in appsettings.json, the environment (GiftDeliveries__{first}) or the command line (--{first}).");
        if (Address(section["Issuer"]!) is not { } issuer)
            return new Failure("GiftDeliveries:Issuer must be an https address: the client secret goes there. Plain http is for this machine only.");
        if (Address(section["Api"]!) is not { } api)
            return new Failure("GiftDeliveries:Api must be an https address: the access token goes there. Plain http is for this machine only.");

        var credentials = new ClientCredentials(issuer, section["ClientId"]!, section["ClientSecret"]!, section["Audience"]!);
        return new Settings(credentials, api, section["Destination"]!, section["Origin"]);
    }

    // Ends with a slash, so that a path can be added.
    static Uri? Address(string text) =>
        Uri.TryCreate(text.TrimEnd('/') + '/', UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback))
            ? uri
            : null;
}
