using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ApiAuth.LocalTenant.Dashboard.Apis;

/// <summary>The settings that make an API accept the tokens of this tenant.</summary>
internal static class AppSettings
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>
    /// A section for <c>appsettings.Development.json</c>. A domain means https and a path of one slash; any other issuer is named whole. RS256 is what APIs accept
    /// without being told.
    /// </summary>
    public static string For(string issuer, string audience, SigningAlgorithm algorithm = SigningAlgorithm.RS256)
    {
        var section = new JsonObject { [DomainOf(issuer) is null ? "Issuer" : "Domain"] = DomainOf(issuer) ?? issuer, ["Audience"] = audience };
        if (algorithm != SigningAlgorithm.RS256)
            section["Tokens"] = new JsonObject { ["Algorithms"] = new JsonArray($"{algorithm}") };
        return new JsonObject { ["Auth0"] = section }.ToJsonString(Readable);
    }

    private static string? DomainOf(string issuer) => new Uri(issuer) is { Scheme: "https", AbsolutePath: "/" } uri ? uri.Authority : null;
}
