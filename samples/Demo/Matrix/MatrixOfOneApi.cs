using ApiAuth.LocalTenant;

namespace Demo.Matrix;

sealed record MatrixOfOneApi(ResourceServer Api)
{
    /// <summary>The columns; each is asked with GET.</summary>
    public required string[] Paths { get; init; }

    public required MatrixRow[] Rows { get; init; }
}

/// <summary>A token, by name, and the answer that each path must give to it.</summary>
sealed record MatrixRow(string Name, Func<Tokens, string?> Token, Answer[] Answers);
