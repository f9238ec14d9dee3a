using ApiAuth.Middleware;

// An API that is published trimmed: dotnet publish samples/TrimmedApi --use-current-runtime
var builder = WebApplication.CreateSlimBuilder(args);
builder.Services.AddAuth0ApiAuthorization();

var app = builder.Build();
app.MapGet("/contacts", (AccessToken token) => $"The contacts of {token.Subject}").RequireScope("contacts");
app.Run();
