using MyTodos;

await TodosSite.Build(WebApplication.CreateBuilder(args)).RunAsync();
