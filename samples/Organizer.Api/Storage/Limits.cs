namespace Organizer.Api.Storage;

/// <summary>How much one owner may store, and how long a text may be, in characters.</summary>
public static class Limits
{
    /// <summary>Appointments, contacts and tasks per owner, each. Lists have no pages, so this is their length too.</summary>
    public const int Items = 500;

    public const int Invitations = 50;
    public const int Title = 200;
    public const int Name = 100;
    public const int Email = 254;
    public const int Phone = 32;

    /// <summary>Bytes in a request's body.</summary>
    public const int Body = 64 * 1024;
}
