using System.Net;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace ApiAuth.Middleware.Tests.Configuration;

/// <summary>Apps with authorization services of their own, in every form of a registration: theirs run, and refusals stay ours.</summary>
public class DecorationTests
{
    private int evaluated;
    private int authorized;

    public static TheoryData<string, bool> Forms
    {
        get
        {
            var forms = new TheoryData<string, bool>();
            foreach (var form in new[] { "type", "instance", "factory", "scoped type", "scoped factory" })
            {
                forms.Add(form, false);
                forms.Add(form, true);
            }
            return forms;
        }
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task Services_of_the_app_run_and_refusals_are_whole(string form, bool isAfter)
    {
        await using var api = await new ApiProgram
        {
            Services = (services, _) =>
            {
                services.AddSingleton(this);
                if (isAfter)
                    services.AddAuth0ApiAuthorization();
                Register<IAuthorizationEvaluator, OwnEvaluator>(services, form, new OwnEvaluator(this), _ => new OwnEvaluator(this));
                Register<IPolicyEvaluator, OwnPolicyEvaluator>(services, form, null, provider => new OwnPolicyEvaluator(provider.GetRequiredService<IAuthorizationService>(), this));
                if (!isAfter)
                    services.AddAuth0ApiAuthorization();
                services.AddAuthorization();
            },
            App = app => app.MapContacts(),
        }.StartAsync();

        var statuses = await api.TryContactsAsync();
        var forbidden = await api.GetAsync("/contacts", "openid");

        Assert.Equal([200, 403, 401], statuses);
        Assert.Equal((HttpStatusCode.Forbidden, "scope_missing"), (forbidden.Status, forbidden.Code));
        Assert.True(evaluated >= 4 && authorized >= 4, $"{evaluated} and {authorized}");
    }

    // An evaluator needs the request's services: where an instance is asked for, it is a factory's.
    private static void Register<TService, TOwn>(IServiceCollection services, string form, TService? instance, Func<IServiceProvider, TService> create)
        where TService : class
        where TOwn : class, TService
    {
        var lifetime = form.StartsWith("scoped", StringComparison.Ordinal) ? ServiceLifetime.Scoped : ServiceLifetime.Transient;
        services.Add(form switch
        {
            "instance" when instance is not null => new(typeof(TService), instance),
            "type" or "scoped type" => new(typeof(TService), typeof(TOwn), lifetime),
            _ => new(typeof(TService), create, lifetime),
        });
    }

    private sealed class OwnEvaluator(DecorationTests test) : IAuthorizationEvaluator
    {
        private readonly DefaultAuthorizationEvaluator framework = new();

        public AuthorizationResult Evaluate(AuthorizationHandlerContext context)
        {
            Interlocked.Increment(ref test.evaluated);
            return framework.Evaluate(context);
        }
    }

    private sealed class OwnPolicyEvaluator(IAuthorizationService authorization, DecorationTests test) : PolicyEvaluator(authorization)
    {
        public override Task<PolicyAuthorizationResult> AuthorizeAsync(AuthorizationPolicy policy, AuthenticateResult authenticationResult, HttpContext context, object? resource)
        {
            Interlocked.Increment(ref test.authorized);
            return base.AuthorizeAsync(policy, authenticationResult, context, resource);
        }
    }
}
