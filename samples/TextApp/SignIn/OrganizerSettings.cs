using System.ComponentModel.DataAnnotations;

namespace TextApp.SignIn;

/// <summary>The section <c>Organizer</c> of the configuration: who lets people connect, and where their contacts are.</summary>
public sealed class OrganizerSettings
{
    [Required]
    public Uri? Issuer { get; set; }

    [Required]
    public string ClientId { get; set; } = "";

    [Required]
    public string ClientSecret { get; set; } = "";

    /// <summary>The API's identifier: which API the access token is for.</summary>
    [Required]
    public string Audience { get; set; } = "";

    /// <summary>Where the API listens.</summary>
    [Required]
    public Uri? Api { get; set; }
}
