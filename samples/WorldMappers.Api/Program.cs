using WorldMappers.Api;

await WorldMappersApi.Build(WebApplication.CreateBuilder(args)).RunAsync();
