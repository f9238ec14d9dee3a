using Microsoft.Extensions.Logging;

namespace ApiAuth.Middleware.Diagnostics;

/// <summary>What is told once, when the host starts.</summary>
static partial class StartLog
{
    [LoggerMessage(301, LogLevel.Warning, "{Endpoint} asks for a scope or permission but also allows anonymous callers, which wins: anybody may call it.", EventName = "AnonymousOverridesScope")]
    public static partial void AnonymousOverridesScope(ILogger logger, string endpoint);

    [LoggerMessage(302, LogLevel.Warning, "CORS comes after authorization: a browser cannot read why it was refused. Call UseCors() before UseAuthentication() and UseAuthorization(), and call those two yourself.", EventName = "CorsComesTooLate")]
    public static partial void CorsComesTooLate(ILogger logger);

    [LoggerMessage(303, LogLevel.Warning, "The exception handler comes after authorization: it does not see an exception from a hook. Call UseExceptionHandler() before UseAuthentication() and UseAuthorization(), and call those two yourself.", EventName = "ExceptionHandlerComesTooLate")]
    public static partial void ExceptionHandlerComesTooLate(ILogger logger);
}
