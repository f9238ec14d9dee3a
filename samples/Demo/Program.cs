using System.CommandLine;
using Demo;

// Ctrl+C asks; the servers get the time to stop.
var patient = new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromSeconds(30) };
return await CommandLine.Create().Parse(args).InvokeAsync(patient);
