namespace Demo.Matrix;

/// <summary>Walks a matrix row by row, as a reader does.</summary>
sealed class MatrixWalk(Probe probe, Tokens tokens)
{
    public async Task<IReadOnlyList<Check>> AskAsync(MatrixOfOneApi matrix, Uri address, CancellationToken cancellation)
    {
        var checks = new List<Check>();
        foreach (var row in matrix.Rows)
        {
            var token = row.Token(tokens);
            foreach (var (path, expected) in matrix.Paths.Zip(row.Answers))
                checks.Add(await probe.AskAsync(address, path, row.Name, token, expected, cancellation));
        }

        return checks;
    }
}
