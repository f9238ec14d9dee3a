using System.Reflection;
using ApiAuth.Middleware;

namespace ApiAuth.Architecture.Tests.PublicApi;

/// <summary>No option switches a check off: there is nothing to switch.</summary>
public class SafeOptionsTests
{
    private static readonly string[] Switches = ["Validate", "Require", "Skip", "Disable", "Ignore", "Allow", "Bypass", "Trust", "Insecure", "Validator", "Enable"];

    private static IEnumerable<PropertyInfo> Settings =>
        typeof(ApiAuthOptions).Assembly.GetExportedTypes().Where(type => type.Name.EndsWith("Options", StringComparison.Ordinal)).SelectMany(type => type.GetProperties());

    [Fact]
    public void The_only_setting_that_can_be_turned_off_is_the_body_of_a_refusal() =>
        Assert.Equal([nameof(ChallengeOptions.ProblemDetails)], Settings.Where(setting => setting.PropertyType == typeof(bool) || setting.PropertyType == typeof(bool?)).Select(setting => setting.Name));

    [Fact]
    public void No_setting_is_named_like_a_switch_for_a_check()
    {
        Assert.NotEmpty(Settings);
        Assert.DoesNotContain(Settings, setting => Array.Exists(Switches, word => setting.Name.Contains(word, StringComparison.Ordinal)));
    }

    [Fact]
    public void No_setting_is_a_delegate_so_none_can_be_replaced_by_the_last_writer() =>
        Assert.DoesNotContain(Settings, setting => setting.PropertyType.IsAssignableTo(typeof(Delegate)));

    [Fact]
    public void Nothing_public_is_a_bag_of_delegates_or_raises_events() =>
        Assert.DoesNotContain(PublicSurface.Types(typeof(ApiAuthOptions).Assembly).SelectMany(PublicSurface.Members), member =>
            member is EventInfo || (member is PropertyInfo { SetMethod: not null } property && property.PropertyType.IsAssignableTo(typeof(Delegate))));

    [Fact]
    public void The_options_of_another_authentication_handler_are_not_inherited() =>
        Assert.All(Settings.Select(setting => setting.DeclaringType!).Distinct(), type => Assert.Equal(typeof(object), type.BaseType));
}
