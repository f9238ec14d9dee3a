using System.Diagnostics.CodeAnalysis;

namespace CalendarApp.Organizer;

/// <summary>Why Organizer gave nothing.</summary>
enum Trouble
{
    /// <summary>The session is over: only the user can begin a new one.</summary>
    SignInNeeded,

    /// <summary>403: the user did not allow this, or may not do it. A new token would not help.</summary>
    Refused,

    /// <summary>400 or 409: what was sent is not to be had.</summary>
    Invalid,

    /// <summary>Nobody answers, or not now.</summary>
    Unavailable,
}

/// <summary>What went wrong, and what Organizer says about it: the scope it misses, or a sentence.</summary>
sealed record Problem(Trouble Trouble, string? Detail = null);

/// <summary>A value, or why there is none.</summary>
sealed class Answer<T> where T : class
{
    private Answer(T? value, Problem? problem) => (Value, Problem) = (value, problem);

    public T? Value { get; }

    public Problem? Problem { get; }

    [MemberNotNullWhen(true, nameof(Value)), MemberNotNullWhen(false, nameof(Problem))]
    public bool Succeeded => Problem is null;

    public static implicit operator Answer<T>(T value) => new(value, problem: null);

    public static implicit operator Answer<T>(Problem problem) => new(value: null, problem);
}
