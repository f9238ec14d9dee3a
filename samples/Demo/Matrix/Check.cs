namespace Demo.Matrix;

/// <summary>One line of the report.</summary>
/// <param name="Token">Whose token, or what is wrong with it.</param>
/// <param name="Request">The path, with the method where it is not GET.</param>
/// <param name="Expected">What had to come.</param>
/// <param name="Got">What came.</param>
/// <param name="Reason">Why a request was refused: the problem's code.</param>
/// <param name="Took">From request to answer.</param>
sealed record Check(string Token, string Request, string Expected, string Got, string? Reason, TimeSpan Took)
{
    /// <summary>What is wrong with the answer; null where the check passed.</summary>
    public string? Fault { get; init; }

    public bool Passed => Fault is null;
}
