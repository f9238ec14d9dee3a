using System.Reflection;

namespace ApiAuth.LocalTenant.Tests.ErrorRows;

public class ErrorRowTests
{
    [Fact]
    public void Every_row_has_a_test()
    {
        var proven = typeof(ErrorRowTests).Assembly.GetTypes()
            .SelectMany(type => type.GetMethods(BindingFlags.Instance | BindingFlags.Public))
            .Where(method => method.GetCustomAttributes().Any(attribute => attribute is FactAttribute or TheoryAttribute))
            .SelectMany(method => method.GetCustomAttribute<ProvesAttribute>()?.Rows ?? []);

        Assert.Empty(Enum.GetValues<ErrorRow>().Except(proven));
    }
}
