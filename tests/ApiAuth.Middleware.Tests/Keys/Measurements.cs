using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;

namespace ApiAuth.Middleware.Tests.Keys;

/// <summary>What the meters of all hosts in the process measure; each host has its own factory of meters.</summary>
sealed class Measurements : IDisposable
{
    private readonly MeterListener listener = new();
    private readonly ConcurrentQueue<(Instrument Instrument, double Value, Dictionary<string, object?> Tags)> all = new();

    public Measurements()
    {
        listener.InstrumentPublished = static (instrument, self) =>
        {
            if (instrument.Meter.Name == "ApiAuth.Middleware")
                self.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(instrument, value, tags));
        listener.Start();
    }

    /// <summary>Asks the gauges.</summary>
    public void Observe() => listener.RecordObservableInstruments();

    public IReadOnlyList<(double Value, Dictionary<string, object?> Tags)> Of(IServiceProvider host, string instrument)
    {
        var factory = host.GetRequiredService<IMeterFactory>();
        return [.. all.Where(one => one.Instrument.Name == instrument && one.Instrument.Meter.Scope == factory).Select(one => (one.Value, one.Tags))];
    }

    public void Dispose() => listener.Dispose();

    private void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        all.Enqueue((instrument, value, tags.ToArray().ToDictionary(StringComparer.Ordinal)));
}
