using ApiAuth.Architecture.Tests.Repository;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace ApiAuth.Architecture.Tests.Arrows;

/// <summary>The source files of a project as the compiler understands them: which name means which type, and in which folder that is declared.</summary>
sealed class Sources
{
    private const string ImplicitUsings = """
        global using System; global using System.IO; global using System.Linq; global using System.Net.Http;
        global using System.Threading; global using System.Threading.Tasks; global using System.Collections.Generic;
        """;

    private static readonly CSharpParseOptions Parsing = new(LanguageVersion.Preview);
    private static readonly Lazy<Sources> Middleware = new(() => Read("src/ApiAuth.Middleware"));
    private readonly CSharpCompilation compilation;

    private Sources(CSharpCompilation compilation) => this.compilation = compilation;

    /// <summary>The sources of the package.</summary>
    public static Sources OfMiddleware => Middleware.Value;

    public Compilation Compilation => compilation;

    /// <summary>Everything that the files mention, once per file and type.</summary>
    public IReadOnlyList<Mention> Mentions => field ??=
        [.. Files.SelectMany(file => new MentionReader(compilation.GetSemanticModel(file)).Read())];

    /// <summary>The files, each with its path below the project.</summary>
    public IEnumerable<SyntaxTree> Files => compilation.SyntaxTrees.Where(tree => tree.FilePath.Length > 0);

    /// <summary>The types that are declared.</summary>
    public IEnumerable<INamedTypeSymbol> Types => compilation.GetSymbolsWithName(_ => true, SymbolFilter.Type).OfType<INamedTypeSymbol>().Where(type => type.ContainingType is null);

    /// <summary>What one more file, which nobody wrote, would mention.</summary>
    public IEnumerable<Mention> MentionsOf(string path, string text)
    {
        var tree = CSharpSyntaxTree.ParseText(text, Parsing, path);
        return new MentionReader(compilation.AddSyntaxTrees(tree).GetSemanticModel(tree)).Read();
    }

    /// <summary>The folder of a file, of a project's own folders: <c>Keys</c>, or <c>(root)</c>.</summary>
    public static string FolderOf(string path) => path.IndexOf('/', StringComparison.Ordinal) is var slash and > 0 ? path[..slash] : Picture.Root;

    /// <summary>The sources of any project.</summary>
    public static Sources Read(string project)
    {
        var trees = Tree.Files(project)
            .Where(path => path.EndsWith(".cs", StringComparison.Ordinal))
            .Select(path => CSharpSyntaxTree.ParseText(File.ReadAllText(Tree.At(path)), Parsing, path[(project.Length + 1)..]));
        var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => !Path.GetFileName(path).StartsWith("ApiAuth.", StringComparison.Ordinal))
            .Select(path => MetadataReference.CreateFromFile(path));
        return new(CSharpCompilation.Create("Sources", [CSharpSyntaxTree.ParseText(ImplicitUsings, Parsing), .. trees], references));
    }
}
