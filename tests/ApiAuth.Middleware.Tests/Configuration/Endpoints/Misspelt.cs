using System.Reflection;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ApplicationParts;
using Microsoft.AspNetCore.Mvc.Controllers;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;

namespace ApiAuth.Middleware.Tests.Configuration.Endpoints;

/// <summary>Asks for scopes that an API does not have, on the class and on an action.</summary>
[ApiController, Route("misspelt"), RequireScope("read:anything")]
public class MisspeltController : ControllerBase
{
    [HttpDelete, RequireScope("contacts", "delete:contacts")]
    public void Delete()
    {
    }

    [HttpPost, RequireScope("wirte:contacts")]
    public void Write()
    {
    }
}

[RequireScope("chat:jion")]
public class MisspeltHub : Hub
{
    [RequireScope("chat:sned")]
    public void Send()
    {
    }
}

/// <summary>An app with one controller of this assembly.</summary>
static class OneController
{
    public static void UseOnly<TController>(this IMvcBuilder mvc) => mvc.ConfigureApplicationPartManager(parts =>
    {
        parts.ApplicationParts.Clear();
        parts.ApplicationParts.Add(new AssemblyPart(typeof(TController).Assembly));
        parts.FeatureProviders.Clear();
        parts.FeatureProviders.Add(new Only(typeof(TController)));
    });

    private sealed class Only(Type controller) : ControllerFeatureProvider
    {
        protected override bool IsController(TypeInfo typeInfo) => typeInfo.AsType() == controller;
    }
}
