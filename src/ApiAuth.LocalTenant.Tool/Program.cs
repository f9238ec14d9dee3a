using System.CommandLine;
using ApiAuth.LocalTenant.Tool;

// Ctrl+C asks; the server gets the time to stop.
var patient = new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromSeconds(10) };
return await CommandLine.Create(Terminal.OfProcess()).Parse(args).InvokeAsync(patient);
