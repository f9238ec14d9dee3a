namespace Organizer.Api.Owners;

/// <summary>An owner who has been here before. The row is written together with the owner's sample data, so one never exists without the other.</summary>
public sealed class KnownOwner
{
    public required string Id { get; init; }

    public required DateTimeOffset FirstSeen { get; init; }
}
