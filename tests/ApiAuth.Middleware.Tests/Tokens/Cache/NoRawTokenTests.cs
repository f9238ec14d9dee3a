using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;
using ApiAuth.Middleware.Testing;
using ApiAuth.Middleware.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace ApiAuth.Middleware.Tests.Tokens.Cache;

/// <summary>What is remembered of a token cannot be used as one: whoever reads the process's memory finds no bearer token of ours in it.</summary>
public class NoRawTokenTests
{
    [Fact]
    public async Task No_text_and_no_bytes_that_a_scheme_holds_contain_a_tokens_signature()
    {
        await using var validator = new TestValidator();
        var signatures = new List<string>();
        for (var number = 0; number < 3; number++)
        {
            var token = validator.Issuer.Issue(TestAccessToken.Valid.WithClaim("number", number));
            for (var time = 0; time < 3; time++)
                Assert.True((await validator.ValidateAsync(new string(token.AsSpan()))).IsValid);
            signatures.Add(token.Split('.')[2]);
        }

        var cache = validator.Services.GetRequiredService<IAccessTokenCache>();
        var held = Texts(validator.Checks).ToList();

        Assert.Equal(3, cache.Count);
        Assert.Contains(held, text => text.Contains("auth0|test-user", StringComparison.Ordinal));
        Assert.DoesNotContain(held, text => signatures.Exists(signature => text.Contains(signature, StringComparison.Ordinal)));
    }

    // Every string, and every array of bytes or characters read as one, that can be reached.
    private static IEnumerable<string> Texts(object root)
    {
        var seen = new HashSet<object>(ReferenceEqualityComparer.Instance);
        var open = new Stack<object>([root]);
        while (open.TryPop(out var thing))
        {
            if (!thing.GetType().IsValueType && !seen.Add(thing))
                continue;
            switch (thing)
            {
                case string text:
                    yield return text;
                    break;
                case byte[] bytes:
                    yield return Encoding.Latin1.GetString(bytes);
                    break;
                case char[] characters:
                    yield return new(characters);
                    break;
                case Array array:
                    foreach (var item in array)
                        Push(open, item);
                    break;
                default:
                    foreach (var value in FieldsOf(thing))
                        Push(open, value);
                    break;
            }
        }
    }

    // What the test host, the runtime's types and threads hold is not held by a scheme.
    private static void Push(Stack<object> open, object? value)
    {
        if (value is not (null or Type or MemberInfo or Assembly or Thread or Delegate or Pointer) && !value.GetType().IsPrimitive && !value.GetType().IsPointer)
            open.Push(value);
    }

    private static IEnumerable<object?> FieldsOf(object thing)
    {
        for (var type = thing.GetType(); type is not null && type != typeof(object); type = type.BaseType)
            foreach (var field in type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
                if (!field.FieldType.IsPointer && !field.FieldType.IsByRefLike && !field.FieldType.IsFunctionPointer && !field.IsDefined(typeof(FixedBufferAttribute)))
                    yield return field.GetValue(thing);
    }
}
