namespace ApiAuth.LocalTenant.Sessions;

/// <summary>A user who signed in with a browser.</summary>
/// <param name="Id">The <c>sid</c> of ID tokens; not what the cookie holds.</param>
/// <param name="UserId">The user.</param>
/// <param name="SignedInAt">When the user gave the password.</param>
/// <param name="UsedAt">When the session served last.</param>
internal sealed record Session(string Id, string UserId, DateTimeOffset SignedInAt, DateTimeOffset UsedAt);
