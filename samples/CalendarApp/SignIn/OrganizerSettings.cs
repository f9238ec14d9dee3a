using System.ComponentModel.DataAnnotations;

namespace CalendarApp.SignIn;

/// <summary>The section <c>Organizer</c> of the configuration: who signs people in, and where their appointments are.</summary>
public sealed class OrganizerSettings
{
    /// <summary>Exactly as in the tokens, with its slash at the end.</summary>
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
