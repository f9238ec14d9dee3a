using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ApiAuth.Architecture.Tests.Docs;

/// <summary>C# out of documentation, compiled as in a project of the web SDK.</summary>
static class Snippets
{
    private const string Usings = """
        global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq; global using System.Net; global using System.Net.Http;
        global using System.Net.Http.Json; global using System.Threading; global using System.Threading.Tasks;
        global using Microsoft.AspNetCore.Builder; global using Microsoft.AspNetCore.Hosting; global using Microsoft.AspNetCore.Http; global using Microsoft.AspNetCore.Routing;
        global using Microsoft.Extensions.Configuration; global using Microsoft.Extensions.DependencyInjection; global using Microsoft.Extensions.Hosting; global using Microsoft.Extensions.Logging;
        """;

    // What a reader has at hand when a block goes on where another one ended.
    private const string Context = """
        global using ApiAuth.Middleware; global using ApiAuth.Middleware.Testing; global using ApiAuth.LocalTenant; global using Xunit; global using static Context;
        global using Microsoft.AspNetCore.Authorization; global using Microsoft.AspNetCore.Mvc; global using Microsoft.AspNetCore.Mvc.Testing; global using Microsoft.AspNetCore.SignalR;
        global using Microsoft.Extensions.Caching.Distributed;
        static class Context
        {
            public static readonly WebApplicationBuilder builder = WebApplication.CreateBuilder();
            public static readonly WebApplication app = builder.Build();
        }
        """;

    // One for all, so that the references are read once.
    private static readonly CSharpCompilation Empty = CSharpCompilation.Create(
        "Snippets",
        [Parse(Usings)],
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path)),
        new(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));

    /// <summary>Everything that the compiler has to say against a block: statements of a program, types, or both.</summary>
    public static IEnumerable<string> Problems(string code, bool standsAlone = false) => Compile(standsAlone ? [code] : [Context, code])
        .GetDiagnostics(TestContext.Current.CancellationToken)
        .Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning)
        .Select(diagnostic => diagnostic.ToString());

    /// <summary>The blocks as methods of one class, <c>RunAsync_name(client, issuer)</c>, ready to be run.</summary>
    public static Type Load(IEnumerable<(string Name, string Code)> blocks)
    {
        var methods = blocks.Select(block => $"public static async Task RunAsync_{block.Name}(HttpClient client, TestIssuer issuer) {{\n{block.Code}\n}}");
        var compilation = Compile([Context, $"public static class Blocks {{ {string.Join('\n', methods)} }}"]);
        using var assembly = new MemoryStream();
        var result = compilation.Emit(assembly, cancellationToken: TestContext.Current.CancellationToken);
        Assert.True(result.Success, string.Join('\n', result.Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)));
        return Assembly.Load(assembly.ToArray()).GetType("Blocks")!;
    }

    private static CSharpCompilation Compile(string[] sources)
    {
        var trees = Array.ConvertAll(sources, Parse);
        var isProgram = trees[^1].GetRoot().ChildNodes().Any(node => node is GlobalStatementSyntax);
        var compilation = Empty.AddSyntaxTrees(trees);
        return isProgram ? compilation.WithOptions(compilation.Options.WithOutputKind(OutputKind.ConsoleApplication)) : compilation;
    }

    private static SyntaxTree Parse(string source) => CSharpSyntaxTree.ParseText(source, new(LanguageVersion.Preview));
}
