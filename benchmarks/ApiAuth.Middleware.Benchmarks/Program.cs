using ApiAuth.Middleware.Benchmarks;
using ApiAuth.Middleware.Benchmarks.Results;
using ApiAuth.Middleware.Benchmarks.Sockets;
using BenchmarkDotNet.Running;

switch (args)
{
    case ["results", .. var names]:
        return await ResultFiles.WriteAsync(names);
    case ["footprint"]:
        Console.WriteLine($"{await Footprint.MeasureAsync()} bytes for each remembered token.");
        return 0;
    case ["serve", var api]:
        return await SocketApi.ServeAsync(api);
    default:
        BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
        return 0;
}
