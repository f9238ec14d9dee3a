namespace Demo.Hosting;

/// <summary>Where everything listens, on 127.0.0.1.</summary>
sealed record Ports(int Base)
{
    public const int DefaultBase = 7000;
    public const int LowestBase = 1024;
    public const int HighestBase = 65535 - TenantOffset;
    private const int OrganizerOffset = 1;
    private const int MyTodosOffset = 2;
    private const int CalendarAppOffset = 3;
    private const int TextAppOffset = 4;
    private const int WorldMappersOffset = 5;
    private const int TenantOffset = 6;

    public static string Meaning =>
        $"Listen on N+{OrganizerOffset} (Organizer), N+{MyTodosOffset} (MyTodos), N+{CalendarAppOffset} (CalendarApp), N+{TextAppOffset} (TextApp), "
        + $"N+{WorldMappersOffset} (World Mappers) and N+{TenantOffset} (tenant). Default {DefaultBase}; 0 takes any ports that are free.";

    public int Organizer => At(OrganizerOffset);

    public int MyTodos => At(MyTodosOffset);

    public int CalendarApp => At(CalendarAppOffset);

    public int TextApp => At(TextAppOffset);

    public int WorldMappers => At(WorldMappersOffset);

    public int Tenant => At(TenantOffset);

    public static bool CanStartAt(int portBase) => portBase is 0 or (>= LowestBase and <= HighestBase);

    private int At(int offset) => Base == 0 ? 0 : Base + offset;
}
