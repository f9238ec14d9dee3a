namespace ApiAuth.LocalTenant;

/// <summary>The developer asked the local tenant for something it refuses; the message says what, and what to do instead.</summary>
public sealed class LocalTenantException : Exception
{
    /// <summary>A refusal with this message.</summary>
    public LocalTenantException(string message)
        : base(message)
    {
    }

    /// <summary>A refusal with this message and its cause.</summary>
    public LocalTenantException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
