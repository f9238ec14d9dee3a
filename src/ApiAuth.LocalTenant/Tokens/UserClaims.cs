using System.Globalization;
using System.Text.Json.Nodes;

namespace ApiAuth.LocalTenant.Tokens;

/// <summary>What the scopes about the user tell (OpenID Connect Core 1.0 §5.4); members that are not known are left out.</summary>
internal static class UserClaims
{
    public static JsonObject Of(User user, IReadOnlyList<string> scope)
    {
        var claims = new JsonObject();
        if (scope.Contains("profile"))
            AddProfile(claims, user);
        if (scope.Contains("email"))
        {
            claims["email"] = user.Email;
            claims["email_verified"] = user.EmailVerified;
        }

        return claims;
    }

    private static void AddProfile(JsonObject claims, User user)
    {
        Add("given_name", user.GivenName);
        Add("family_name", user.FamilyName);
        Add("nickname", user.Nickname ?? user.Email.Split('@')[0]);
        Add("name", user.Name ?? user.Email);
        Add("picture", user.Picture);
        Add("updated_at", user.UpdatedAt?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));

        void Add(string name, string? value)
        {
            if (value is not null)
                claims[name] = value;
        }
    }
}
