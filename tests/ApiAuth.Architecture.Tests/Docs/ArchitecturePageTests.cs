using ApiAuth.Architecture.Tests.Arrows;

namespace ApiAuth.Architecture.Tests.Docs;

/// <summary>The page that explains the arrows shows the arrows that are held.</summary>
public class ArchitecturePageTests
{
    [Fact]
    public void The_page_has_the_arrows_of_the_test() =>
        Assert.Equal(
            Picture.Arrows.Select(arrow => (arrow.From, arrow.To, arrow.Only ?? "")),
            new Markdown("docs/architecture.md").Table("from").Select(row => (row[0], row[1], row[2])));
}
