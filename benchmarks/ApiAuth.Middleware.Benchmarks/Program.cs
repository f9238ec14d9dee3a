using ApiAuth.Middleware.Benchmarks;
using BenchmarkDotNet.Running;

if (args is ["footprint"])
    await Footprint.PrintAsync();
else
    BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
