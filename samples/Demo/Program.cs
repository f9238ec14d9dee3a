using Demo;

return await CommandLine.Create().Parse(args).InvokeAsync();
