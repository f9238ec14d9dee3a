using System.Diagnostics.Metrics;
using ApiAuth.Middleware.Errors;

namespace ApiAuth.Middleware.Diagnostics;

/// <summary>The meter <c>ApiAuth.Middleware</c>. Tags are few and of few values: never a kid, a subject or a path.</summary>
sealed class ApiAuthMeter : IDisposable
{
    public const string Name = "ApiAuth.Middleware";

    private readonly Meter meter;
    private readonly Counter<long> validations;
    private readonly Counter<long> fetches;

    public ApiAuthMeter(IMeterFactory factory)
    {
        meter = factory.Create(Name);
        validations = meter.CreateCounter<long>("apiauth.token.validations", "{token}", "Access tokens examined, by result, reason and issuer.");
        fetches = meter.CreateCounter<long>("apiauth.keys.fetches", "{fetch}", "Fetches of signing keys, by outcome and issuer.");
    }

    /// <param name="issuer">The alias of a configured issuer, or <c>other</c>.</param>
    /// <param name="refused">Null if the token passed.</param>
    public void TokenExamined(string issuer, AuthErrorReason? refused)
    {
        if (!validations.Enabled)
            return;
        if (refused is { } reason)
            validations.Add(1, new("result", "refused"), new("reason", reason.Code()), new("issuer", issuer));
        else
            validations.Add(1, new("result", "accepted"), new("issuer", issuer));
    }

    public void KeysFetched(string issuer, string outcome) => fetches.Add(1, new("outcome", outcome), new("issuer", issuer));

    public void ObserveKeys(Func<IEnumerable<HeldKeys>> held)
    {
        meter.CreateObservableGauge("apiauth.keys.age", () => Measure(held(), keys => keys.Age?.TotalSeconds), "s", "Time since the last fetch of signing keys that succeeded.");
        meter.CreateObservableGauge("apiauth.keys.count", () => Measure(held(), keys => (long?)keys.Count), "{key}", "Usable signing keys that are held.");
    }

    public void Dispose() => meter.Dispose();

    private static IEnumerable<Measurement<T>> Measure<T>(IEnumerable<HeldKeys> held, Func<HeldKeys, T?> value)
        where T : struct =>
        from keys in held
        let measured = value(keys)
        where measured is not null
        select new Measurement<T>(measured.Value, new KeyValuePair<string, object?>("issuer", keys.Issuer));
}

/// <summary>The keys of one issuer, as the gauges show them.</summary>
/// <param name="Issuer">The issuer's alias.</param>
/// <param name="Count">How many are held.</param>
/// <param name="Age">Since the last fetch that succeeded; null if none did.</param>
readonly record struct HeldKeys(string Issuer, int Count, TimeSpan? Age);
