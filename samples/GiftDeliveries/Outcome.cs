using System.Diagnostics.CodeAnalysis;

namespace GiftDeliveries;

/// <summary>Why something did not work, in words for the person at the console. Never holds a token or a secret.</summary>
public sealed record Failure(string Message);

/// <summary>A value, or why there is none.</summary>
public sealed class Outcome<T> where T : class
{
    Outcome(T? value, Failure? failure) => (Value, Failure) = (value, failure);

    public T? Value { get; }

    public Failure? Failure { get; }

    [MemberNotNullWhen(true, nameof(Value)), MemberNotNullWhen(false, nameof(Failure))]
    public bool Succeeded => Value is not null;

    public static implicit operator Outcome<T>(T value) => new(value, failure: null);

    public static implicit operator Outcome<T>(Failure failure) => new(value: null, failure);
}
