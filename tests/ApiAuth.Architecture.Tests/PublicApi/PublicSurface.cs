using System.Reflection;

namespace ApiAuth.Architecture.Tests.PublicApi;

/// <summary>What a user of an assembly can name.</summary>
static class PublicSurface
{
    private const BindingFlags Declared = BindingFlags.DeclaredOnly | BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;

    /// <summary>The visible types, in order of name.</summary>
    public static IEnumerable<Type> Types(Assembly assembly) => assembly.GetExportedTypes().Where(type => !IsRazorComponent(type)).OrderBy(type => type.FullName, StringComparer.Ordinal);

    /// <summary>The visible members that a type declares itself; what the compiler adds to a record is left out.</summary>
    public static IEnumerable<MemberInfo> Members(Type type) =>
        type.GetMembers(Declared).Where(member => member is not Type && IsVisible(member) && !IsWrittenByTheCompiler(member));

    /// <summary>Every type that the surface mentions, the arguments of generic types included.</summary>
    public static IEnumerable<Type> Mentioned(Assembly assembly) =>
        Types(assembly).SelectMany(type => Members(type).SelectMany(MentionedBy).Append(type.BaseType).Concat(type.GetInterfaces())).OfType<Type>().SelectMany(Parts).Distinct();

    private static IEnumerable<Type?> MentionedBy(MemberInfo member) => member switch
    {
        PropertyInfo property => [property.PropertyType, .. property.GetIndexParameters().Select(parameter => parameter.ParameterType)],
        FieldInfo field => [field.FieldType],
        EventInfo raised => [raised.EventHandlerType],
        MethodInfo method => [method.ReturnType, .. method.GetParameters().Select(parameter => parameter.ParameterType), .. method.GetGenericArguments().SelectMany(argument => argument.GetGenericParameterConstraints())],
        ConstructorInfo constructor => [.. constructor.GetParameters().Select(parameter => parameter.ParameterType)],
        _ => [],
    };

    private static IEnumerable<Type> Parts(Type type) =>
        [type, .. type.GetGenericArguments().SelectMany(Parts), .. type.GetElementType() is { } element ? Parts(element) : []];

    private static bool IsVisible(MemberInfo member) => member switch
    {
        PropertyInfo property => property.GetAccessors(nonPublic: true).Any(IsVisible),
        EventInfo raised => IsVisible(raised.AddMethod!),
        MethodInfo { IsSpecialName: true } method when !method.Name.StartsWith("op_", StringComparison.Ordinal) => false, // an accessor
        MethodBase method => IsVisible(method),
        FieldInfo field => (field.IsPublic || field.IsFamily || field.IsFamilyOrAssembly) && !field.IsSpecialName,
        _ => false,
    };

    public static bool IsVisible(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    // Razor makes every component public; none of them is for users.
    private static bool IsRazorComponent(Type type) => Array.Exists(type.GetInterfaces(), contract => contract.FullName == "Microsoft.AspNetCore.Components.IComponent");

    private static bool IsWrittenByTheCompiler(MemberInfo member) =>
        member.IsDefined(typeof(System.Runtime.CompilerServices.CompilerGeneratedAttribute), inherit: false)
        || member.Name is "<Clone>$" or "EqualityContract";
}
