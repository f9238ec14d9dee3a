namespace ApiAuth.LocalTenant.Tests.Model;

public class SampleAddressTests
{
    [Fact]
    public void An_application_can_listen_elsewhere()
    {
        var moved = SampleTenant.At(SampleTenant.MyTodos, new("http://localhost:8002/any"));

        Assert.Equal(["http://localhost:8002", "http://localhost:8002/", "http://localhost:8002/callback"], moved.Callbacks);
        Assert.Equal(["http://localhost:8002", "http://localhost:8002/"], moved.AllowedLogoutUrls);
        Assert.Equal(["http://localhost:8002"], moved.WebOrigins);
        Assert.Equal(SampleTenant.MyTodos, moved with
        {
            Callbacks = SampleTenant.MyTodos.Callbacks,
            AllowedLogoutUrls = SampleTenant.MyTodos.AllowedLogoutUrls,
            WebOrigins = SampleTenant.MyTodos.WebOrigins,
            AllowedOrigins = SampleTenant.MyTodos.AllowedOrigins,
        });
    }

    [Fact]
    public void The_web_applications_have_the_documented_addresses()
    {
        Assert.Contains("http://localhost:7003/auth/organizer/callback", SampleTenant.CalendarApp.Callbacks);
        Assert.Contains("http://localhost:7002", SampleTenant.MyTodos.Callbacks);
        Assert.Contains("http://localhost:7004/auth/organizer/callback", SampleTenant.TextApp.Callbacks);
    }
}
