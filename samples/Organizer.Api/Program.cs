using Organizer.Api;

await OrganizerApi.Build(WebApplication.CreateBuilder(args)).RunAsync();
