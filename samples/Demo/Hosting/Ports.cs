namespace Demo.Hosting;

/// <summary>Where everything listens, on 127.0.0.1. The ports between are those of the samples that run in a browser.</summary>
sealed record Ports(int Base)
{
    public const int DefaultBase = 7000;
    public const int LowestBase = 1024;
    public const int HighestBase = 65535 - TenantOffset;
    public const int OrganizerOffset = 1;
    public const int WorldMappersOffset = 5;
    public const int TenantOffset = 6;

    public int Organizer => At(OrganizerOffset);

    public int WorldMappers => At(WorldMappersOffset);

    public int Tenant => At(TenantOffset);

    public static bool CanStartAt(int portBase) => portBase is 0 or (>= LowestBase and <= HighestBase);

    private int At(int offset) => Base == 0 ? 0 : Base + offset;
}
