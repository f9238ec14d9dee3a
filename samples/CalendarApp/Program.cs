using CalendarApp;

await CalendarSite.Build(WebApplication.CreateBuilder(args)).RunAsync();
