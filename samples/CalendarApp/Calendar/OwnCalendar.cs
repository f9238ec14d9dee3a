namespace CalendarApp.Calendar;

/// <summary>An entry of the agenda, wherever it is kept.</summary>
/// <param name="Title">What it is about.</param>
/// <param name="Date">When.</param>
/// <param name="Source">Whose calendar it is in.</param>
/// <param name="Invited">The names of the people who are invited.</param>
sealed record Entry(string Title, DateOnly Date, string Source, IReadOnlyList<string> Invited);

/// <summary>The appointments that CalendarApp keeps itself, which Organizer never sees. Everybody has the same ones: the sample is about Organizer's.</summary>
sealed class OwnCalendar
{
    public const string Name = "CalendarApp";

    public IReadOnlyList<Entry> Entries { get; } =
    [
        new("Piano lesson", new(2015, 11, 10), Name, []),
        new("Dentist", new(2015, 11, 24), Name, []),
        new("Winter concert", new(2015, 12, 12), Name, []),
    ];
}
