using TextApp;

await TextSite.Build(WebApplication.CreateBuilder(args)).RunAsync();
