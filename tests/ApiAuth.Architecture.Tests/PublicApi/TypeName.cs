using System.Reflection;

namespace ApiAuth.Architecture.Tests.PublicApi;

/// <summary>Types as C# writes them, with what may be null.</summary>
static class TypeName
{
    private static readonly NullabilityInfoContext Nullability = new();

    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(void)] = "void", [typeof(object)] = "object", [typeof(string)] = "string", [typeof(bool)] = "bool", [typeof(byte)] = "byte",
        [typeof(int)] = "int", [typeof(long)] = "long", [typeof(double)] = "double", [typeof(char)] = "char",
    };

    public static string Full(Type type) => $"{type.Namespace}.{Of(type)}";

    public static string Of(PropertyInfo property) => Write(Nullability.Create(property));

    public static string Of(FieldInfo field) => Write(Nullability.Create(field));

    public static string Of(ParameterInfo parameter) => parameter.ParameterType.IsByRef
        ? $"{(parameter.IsOut ? "out" : parameter.IsIn ? "in" : "ref")} {Of(parameter.ParameterType.GetElementType()!)}"
        : Write(Nullability.Create(parameter));

    public static string Of(Type type) =>
        Keywords.TryGetValue(type, out var keyword) ? keyword
        : type.IsArray ? $"{Of(type.GetElementType()!)}[]"
        : Nullable.GetUnderlyingType(type) is { } value ? $"{Of(value)}?"
        : $"{Outer(type)}{Bare(type)}{Arguments(type.GetGenericArguments().Select(Of))}";

    private static string Write(NullabilityInfo info)
    {
        var type = info.Type;
        var mark = !type.IsValueType && info.ReadState == NullabilityState.Nullable ? "?" : "";
        if (info.ElementType is { } element)
            return $"{Write(element)}[]{mark}";
        return info.GenericTypeArguments.Length > 0 && Nullable.GetUnderlyingType(type) is null
            ? $"{Outer(type)}{Bare(type)}{Arguments(info.GenericTypeArguments.Select(Write))}{mark}"
            : $"{Of(type)}{mark}";
    }

    private static string Outer(Type type) => type.IsNested && !type.IsGenericParameter ? $"{Of(type.DeclaringType!)}." : "";

    private static string Bare(Type type) => type.Name.Split('`')[0];

    private static string Arguments(IEnumerable<string> arguments) => string.Join(", ", arguments) is { Length: > 0 } list ? $"<{list}>" : "";
}
