namespace Organizer.Api.Owners;

/// <summary>
/// Whose data a request works on: the <c>sub</c> of its access token. A machine client (<c>…@clients</c>) owns data like any user.
/// </summary>
public sealed record Owner(string Id)
{
    /// <summary>Owns nothing; for work on the database itself.</summary>
    public static Owner Nobody { get; } = new("");
}
