using System.Runtime.InteropServices;

namespace ApiAuth.Middleware.Keys;

/// <summary>A moment by both clocks of a host: the one that may be set, and the one that only runs.</summary>
[StructLayout(LayoutKind.Auto)]
readonly record struct Moment(DateTimeOffset Clock, TimeSpan Running)
{
    public static Moment Of(TimeProvider time) => At(time.GetUtcNow(), time);

    /// <summary>The running clock's part of a moment whose other part is known already.</summary>
    public static Moment At(DateTimeOffset clock, TimeProvider time) => new(clock, time.GetElapsedTime(0, time.GetTimestamp()));

    /// <summary>
    /// The time between two moments, never negative. The longer of what the clocks say: one may be set back, the other may stand still while the host sleeps,
    /// and a key must not live longer for either.
    /// </summary>
    public TimeSpan Since(Moment earlier)
    {
        var (byClock, byRunning) = (Clock - earlier.Clock, Running - earlier.Running);
        return byClock > byRunning ? byClock : byRunning;
    }
}
