using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ApiAuth.Middleware.Tests.Configuration;

/// <summary>Start warns when CORS or the exception handler comes after authorization, and only then.</summary>
public class PipelineOrderTests
{
    private static readonly Dictionary<string, Action<WebApplication>> Steps = new(StringComparer.Ordinal)
    {
        ["cors"] = app => app.UseCors(),
        ["errors"] = app => app.UseExceptionHandler(),
        ["error path"] = app => app.UseExceptionHandler("/error"),
        ["routing"] = app => app.UseRouting(),
        ["authentication"] = app => app.UseAuthentication(),
        ["authorization"] = app => app.UseAuthorization(),
        ["branch"] = app => app.Map("/branch", branch => branch.Use(next => next)),
    };

    [Theory]
    [InlineData("", "")]
    [InlineData("cors", "CorsComesTooLate")]
    [InlineData("errors", "ExceptionHandlerComesTooLate")]
    [InlineData("error path,", "ExceptionHandlerComesTooLate")]
    [InlineData("errors cors", "CorsComesTooLate ExceptionHandlerComesTooLate")]
    [InlineData("authentication authorization", "")]
    [InlineData("cors authentication authorization", "")]
    [InlineData("errors authentication authorization", "")]
    [InlineData("errors cors authentication authorization", "")]
    [InlineData("error path,routing,cors,authentication,authorization", "")]
    [InlineData("errors routing cors authentication authorization branch", "")]
    [InlineData("errors authentication authorization cors", "CorsComesTooLate")]
    [InlineData("routing authentication authorization cors", "CorsComesTooLate")]
    [InlineData("cors authentication authorization errors", "ExceptionHandlerComesTooLate")]
    [InlineData("authentication cors authorization", "")]
    public async Task Only_what_comes_too_late_is_warned_of(string pipeline, string warnings)
    {
        await using var api = await new ApiProgram
        {
            Services = (services, _) =>
            {
                services.AddCors();
                services.AddAuth0ApiAuthorization();
            },
            App = app =>
            {
                foreach (var step in pipeline.Split(pipeline.Contains(',', StringComparison.Ordinal) ? ',' : ' ', StringSplitOptions.RemoveEmptyEntries))
                    Steps[step](app);
                app.MapContacts();
            },
        }.StartAsync();

        Assert.Equal(warnings, string.Join(' ', api.Warnings));
        var statuses = await api.TryContactsAsync();
        Assert.Equal([200, 403, 401], statuses);
    }

    [Fact]
    public async Task The_warning_says_what_to_call_in_which_order()
    {
        await using var api = await new ApiProgram
        {
            Services = (services, _) =>
            {
                services.AddCors();
                services.AddAuth0ApiAuthorization();
            },
            App = app => app.UseCors(),
        }.StartAsync();

        var warning = Assert.Single(api.Logs.Ours, record => record.Level == LogLevel.Warning);

        Assert.Equal(302, warning.Event.Id);
        Assert.Equal("CORS comes after authorization: a browser cannot read why it was refused. Call UseCors() before UseAuthentication() and UseAuthorization(), and call those two yourself.", warning.Message);
    }
}
