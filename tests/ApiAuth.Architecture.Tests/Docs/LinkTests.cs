using ApiAuth.Architecture.Tests.Repository;

namespace ApiAuth.Architecture.Tests.Docs;

/// <summary>Documentation leads somewhere.</summary>
public class LinkTests
{
    public static TheoryData<string> Documents => [.. Tree.Files().Where(path => path.EndsWith(".md", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Documents))]
    public void Every_link_to_a_file_finds_it(string document) =>
        Assert.DoesNotContain(new Markdown(document).Links(), link => !Path.Exists(Tree.At(Path.Combine(Path.GetDirectoryName(document)!, link))));
}
