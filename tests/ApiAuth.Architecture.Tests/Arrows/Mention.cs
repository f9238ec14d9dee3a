using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ApiAuth.Architecture.Tests.Arrows;

/// <summary>A file uses a type, by name or through one of its members.</summary>
/// <param name="File">The path below the project.</param>
/// <param name="Line">Where it does so first.</param>
/// <param name="Type">The type's name with its namespace.</param>
/// <param name="DeclaredIn">The folder of the project that declares the type; null if another assembly does.</param>
sealed record Mention(string File, int Line, string Type, string? DeclaredIn)
{
    public string Folder => Sources.FolderOf(File);

    public string ShortType => Type[(Type.LastIndexOf('.') + 1)..];

    public override string ToString() => $"{File}({Line}) uses {Type}";
}

/// <summary>Collects what one file mentions. Documentation does not count: it may point anywhere.</summary>
sealed class MentionReader(SemanticModel model)
{
    public IEnumerable<Mention> Read() =>
        model.SyntaxTree.GetRoot().DescendantNodes()
            .Where(node => node is SimpleNameSyntax or BaseObjectCreationExpressionSyntax && !node.Ancestors().OfType<UsingDirectiveSyntax>().Any())
            .Select(node => (Node: node, Type: TypeOf(model.GetSymbolInfo(node))))
            .Where(found => found.Type is not null)
            .DistinctBy(found => found.Type, SymbolEqualityComparer.Default)
            .Select(found => ToMention(found.Node, found.Type!));

    private static INamedTypeSymbol? TypeOf(SymbolInfo info)
    {
        var symbol = info.Symbol ?? info.CandidateSymbols.FirstOrDefault();
        var type = symbol as INamedTypeSymbol ?? (symbol is INamespaceSymbol or null ? null : symbol.ContainingType);
        while (type?.ContainingType is { } outer)
            type = outer;
        return type?.OriginalDefinition;
    }

    private Mention ToMention(SyntaxNode node, INamedTypeSymbol type) => new(
        model.SyntaxTree.FilePath,
        node.GetLocation().GetLineSpan().StartLinePosition.Line + 1,
        type.ContainingNamespace is { IsGlobalNamespace: false } space ? $"{space.ToDisplayString()}.{type.Name}" : type.Name,
        type.Locations.FirstOrDefault(location => location.IsInSource) is { SourceTree.FilePath: { Length: > 0 } path } ? Sources.FolderOf(path) : null);
}
