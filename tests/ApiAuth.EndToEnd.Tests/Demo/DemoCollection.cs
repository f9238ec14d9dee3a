namespace ApiAuth.EndToEnd.Tests.Demo;

/// <summary>One process after the other, and none beside other tests: one of them is timed.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class DemoCollection
{
    public const string Name = "Demo";
}
