using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ApiAuth.Architecture.Tests.Arrows;

/// <summary>Results are values: where tokens are examined nothing is thrown.</summary>
public class ThrowTests
{
    private static readonly string[] Validators = ["Tokens", "Jws"];

    [Fact]
    public void Validators_do_not_throw() => Assert.Empty(Sources.OfMiddleware.Files.Where(IsValidator).SelectMany(Throws));

    [Theory]
    [InlineData("class A { void B() { throw new System.Exception(); } }")]
    [InlineData("class A { int B() => throw new System.Exception(); }")]
    public void A_validator_that_throws_is_noticed(string code)
    {
        var file = CSharpSyntaxTree.ParseText(code, path: "Tokens/Fabricated.cs", cancellationToken: TestContext.Current.CancellationToken);

        Assert.True(IsValidator(file));
        Assert.Equal("Tokens/Fabricated.cs(1) throws", Assert.Single(Throws(file)));
    }

    private static bool IsValidator(SyntaxTree file) => Validators.Contains(Sources.FolderOf(file.FilePath), StringComparer.Ordinal);

    private static IEnumerable<string> Throws(SyntaxTree file) =>
        file.GetRoot().DescendantNodes()
            .Where(node => node is ThrowStatementSyntax or ThrowExpressionSyntax)
            .Select(node => $"{file.FilePath}({node.GetLocation().GetLineSpan().StartLinePosition.Line + 1}) throws");
}
