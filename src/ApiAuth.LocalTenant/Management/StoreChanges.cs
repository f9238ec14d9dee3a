namespace ApiAuth.LocalTenant.Management;

/// <summary>A change of the store and the answer to it, as one step.</summary>
internal static class StoreChanges
{
    /// <summary>The answer of <paramref name="change"/>, or 400 when what it made contradicts itself.</summary>
    public static ManagementAnswer Change(this TenantStore store, Func<LocalTenantSeed, (LocalTenantSeed Seed, ManagementAnswer Answer)> change)
    {
        ManagementAnswer? answer = null;
        var problems = store.TryUpdate(seed =>
        {
            (var changed, answer) = change(seed);
            return changed;
        });
        return problems.Count == 0 ? answer! : ManagementAnswer.InvalidBody($"Payload validation error: {string.Join(' ', problems)}");
    }

    /// <summary>The list with one entry in place of another.</summary>
    public static IReadOnlyList<T> With<T>(this IReadOnlyList<T> list, T entry, T replacement)
        where T : class => [.. list.Select(present => ReferenceEquals(present, entry) ? replacement : present)];
}
