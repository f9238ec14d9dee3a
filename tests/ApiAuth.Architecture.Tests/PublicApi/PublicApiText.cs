using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;

namespace ApiAuth.Architecture.Tests.PublicApi;

/// <summary>The public surface of an assembly as text: one line per type and member, in order of name, so that a change is a line in a diff.</summary>
static class PublicApiText
{
    public static string Of(Assembly assembly)
    {
        var text = new StringBuilder();
        foreach (var type in PublicSurface.Types(assembly))
        {
            text.Append(Signature.Of(type)).Append('\n');
            foreach (var line in PublicSurface.Members(type).OrderBy(member => member.Name, StringComparer.Ordinal).ThenBy(Signature.Of, StringComparer.Ordinal).Select(Signature.Of))
                text.Append("    ").Append(line).Append('\n');
            text.Append('\n');
        }
        return text.ToString().TrimEnd() + "\n";
    }

    /// <summary>What differs, each line with the type that it belongs to.</summary>
    public static IEnumerable<string> Changes(string accepted, string surface)
    {
        var (before, after) = (Qualified(accepted), Qualified(surface));
        return [.. before.Except(after, StringComparer.Ordinal).Select(line => $"- {line}"), .. after.Except(before, StringComparer.Ordinal).Select(line => $"+ {line}")];
    }

    private static List<string> Qualified(string text)
    {
        var lines = new List<string>();
        var type = "";
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
            if (line.StartsWith(' '))
                lines.Add($"{type}: {line.Trim()}");
            else
                lines.Add(type = line);
        return lines;
    }

    private static class Signature
    {
        public static string Of(Type type) => $"{Kind(type)} {TypeName.Full(type)}{Parents(type)}";

        public static string Of(MemberInfo member) => member switch
        {
            FieldInfo { DeclaringType.IsEnum: true } field => $"{field.Name} = {Convert.ToInt64(field.GetRawConstantValue(), null)}",
            FieldInfo { IsLiteral: true } field => $"const {TypeName.Of(field.FieldType)} {field.Name} = {Literal(field.GetRawConstantValue())}",
            FieldInfo field => $"{Static(field.IsStatic)}{TypeName.Of(field)} {field.Name}",
            PropertyInfo property => $"{Static(property.GetAccessors(nonPublic: true)[0].IsStatic)}{Required(property)}{TypeName.Of(property)} {property.Name} {{ {Accessors(property)} }}",
            EventInfo raised => $"event {TypeName.Of(raised.EventHandlerType!)} {raised.Name}",
            ConstructorInfo constructor => $"{Access(constructor)}new({Parameters(constructor)})",
            MethodInfo method => $"{Access(method)}{Static(method.IsStatic)}{Polymorphism(method)}{TypeName.Of(method.ReturnParameter)} {method.Name}{Generic(method)}({Parameters(method)})",
            _ => throw new NotSupportedException($"{member.MemberType} {member}"),
        };

        private static string Kind(Type type) => type switch
        {
            { IsEnum: true } => "enum",
            { IsInterface: true } => "interface",
            { IsValueType: true } => type.IsDefined(typeof(IsReadOnlyAttribute), inherit: false) ? "readonly struct" : "struct",
            { IsAbstract: true, IsSealed: true } => "static class",
            _ => $"{(type.IsSealed ? "sealed " : type.IsAbstract ? "abstract " : "")}{(type.GetMethod("<Clone>$") is null ? "class" : "record")}",
        };

        private static string Parents(Type type)
        {
            if (type.IsEnum)
                return "";
            var inherited = type.BaseType?.GetInterfaces() ?? [];
            var parents = new[] { type.IsValueType || type.BaseType == typeof(object) ? null : type.BaseType }
                .Concat(type.GetInterfaces().Except(inherited).OrderBy(parent => parent.Name, StringComparer.Ordinal))
                .OfType<Type>().Select(TypeName.Of).ToArray();
            return parents.Length == 0 ? "" : $" : {string.Join(", ", parents)}";
        }

        private static string Accessors(PropertyInfo property) => string.Join(' ',
            new[] { ("get;", property.GetMethod), (IsInit(property) ? "init;" : "set;", property.SetMethod) }
                .Where(accessor => accessor.Item2 is not null && PublicSurface.IsVisible(accessor.Item2))
                .Select(accessor => $"{Access(accessor.Item2!)}{accessor.Item1}"));

        private static bool IsInit(PropertyInfo property) => property.SetMethod?.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)) == true;

        private static string Required(PropertyInfo property) => property.IsDefined(typeof(RequiredMemberAttribute), inherit: false) ? "required " : "";

        private static string Access(MethodBase method) => method.IsPublic ? "" : "protected ";

        private static string Static(bool isStatic) => isStatic ? "static " : "";

        private static string Polymorphism(MethodInfo method) => method switch
        {
            { DeclaringType.IsInterface: true, IsAbstract: false } => "default ",
            { DeclaringType.IsInterface: true } => "",
            _ when method.GetBaseDefinition() != method => "override ",
            { IsAbstract: true } => "abstract ",
            { IsVirtual: true, IsFinal: false } => "virtual ",
            _ => "",
        };

        private static string Generic(MethodInfo method) =>
            method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(argument => argument.Name + Constraints(argument)))}>" : "";

        private static string Constraints(Type argument) =>
            string.Join(" & ", argument.GetGenericParameterConstraints().Select(TypeName.Of)) is { Length: > 0 } constraints ? $" : {constraints}" : "";

        private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select((parameter, index) =>
            $"{(index == 0 && method.IsDefined(typeof(ExtensionAttribute), inherit: false) ? "this " : "")}"
            + $"{(parameter.IsDefined(typeof(ParamArrayAttribute), inherit: false) ? "params " : "")}"
            + $"{TypeName.Of(parameter)} {parameter.Name}{(parameter.HasDefaultValue ? $" = {Literal(parameter.RawDefaultValue)}" : "")}"));

        private static string Literal(object? value) => value switch
        {
            null => "default",
            string text => $"\"{text}\"",
            bool truth => truth ? "true" : "false",
            _ => Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture)!,
        };
    }
}
