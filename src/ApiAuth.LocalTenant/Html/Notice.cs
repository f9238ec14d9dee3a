namespace ApiAuth.LocalTenant.Html;

/// <summary>What a page says about the change that led to it.</summary>
internal enum Notice
{
    Created,
    Saved,
    Deleted,
    Rotated,
    Revoked,
}

internal static class Notices
{
    /// <summary>Null where there is nothing to say; a stranger's word in the address is never repeated.</summary>
    public static string? TextOf(string notice) => Enum.TryParse<Notice>(notice, out var known) && Enum.IsDefined(known)
        ? known switch
        {
            Notice.Created => "Created.",
            Notice.Deleted => "Deleted.",
            Notice.Rotated => "Rotated.",
            Notice.Revoked => "Revoked.",
            _ => "Saved.",
        }
        : null;
}
