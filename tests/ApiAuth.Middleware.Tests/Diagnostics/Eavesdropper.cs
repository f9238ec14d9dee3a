using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Runtime.ExceptionServices;

namespace ApiAuth.Middleware.Tests.Diagnostics;

/// <summary>Hears every metric, every activity and every exception of the process. Other tests are heard too, which only makes it stricter.</summary>
sealed class Eavesdropper : IDisposable
{
    private readonly MeterListener meters = new();
    private readonly ActivityListener activities;
    private readonly ConcurrentQueue<string> heard = new();

    public Eavesdropper()
    {
        meters.InstrumentPublished = (instrument, listener) => listener.EnableMeasurementEvents(instrument);
        meters.SetMeasurementEventCallback<long>((instrument, _, tags, _) => Note(instrument.Name, tags.ToArray()));
        meters.SetMeasurementEventCallback<double>((instrument, _, tags, _) => Note(instrument.Name, tags.ToArray()));
        meters.Start();
        activities = new()
        {
            ShouldListenTo = _ => true,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity => Note($"{activity.DisplayName} {activity.StatusDescription}",
                [.. activity.TagObjects, .. activity.Baggage.Select(item => new KeyValuePair<string, object?>(item.Key, item.Value)), .. activity.Events.SelectMany(item => item.Tags)]),
        };
        ActivitySource.AddActivityListener(activities);
        AppDomain.CurrentDomain.FirstChanceException += Note;
    }

    /// <summary>Everything heard so far; the next time only what is new.</summary>
    public IEnumerable<string> TakeAll()
    {
        while (heard.TryDequeue(out var text))
            yield return text;
    }

    public void Dispose()
    {
        AppDomain.CurrentDomain.FirstChanceException -= Note;
        activities.Dispose();
        meters.Dispose();
    }

    private void Note(object? sender, FirstChanceExceptionEventArgs raised) => heard.Enqueue($"{raised.Exception.GetType()} {raised.Exception.Message}");

    private void Note(string name, KeyValuePair<string, object?>[] tags) => heard.Enqueue($"{name} {string.Join(' ', tags)}");
}
