using System.ComponentModel.DataAnnotations;

namespace MyTodos;

/// <summary>The section <c>Organizer</c> of the configuration, as the page gets it. None of it is secret: a single-page app has no secrets.</summary>
public sealed class PublicSettings
{
    [Required]
    public Uri? Issuer { get; set; }

    [Required]
    public string ClientId { get; set; } = "";

    /// <summary>The API's identifier: which API the access token is for.</summary>
    [Required]
    public string Audience { get; set; } = "";

    /// <summary>Where the API listens; it must allow this page's origin (CORS).</summary>
    [Required]
    public Uri? Api { get; set; }
}
