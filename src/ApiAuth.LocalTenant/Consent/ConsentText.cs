using ApiAuth.LocalTenant.Authorize;
using ApiAuth.LocalTenant.Pages;
using ApiAuth.LocalTenant.Tokens;

namespace ApiAuth.LocalTenant.Consent;

/// <summary>Says in words what a user is asked to allow.</summary>
internal static class ConsentText
{
    private const string WhileAway = "Keep this access while you are away";

    public static ConsentView View(AuthorizationRequest request, User user, ResourceServer api, IReadOnlyList<string> scope, TenantSettings settings)
    {
        string[] ofApi = [.. scope.Where(word => word != OpenIdScopes.OfflineAccess)];
        var groups = new List<ConsentGroup>();
        if (ofApi.Length > 0)
            groups.Add(new(api.Name ?? api.Identifier, settings.UseScopeDescriptionsForConsent ? Described(api, ofApi) : [.. ByResource(ofApi)]));
        if (ofApi.Length < scope.Count)
            groups.Add(new(null, [new(OpenIdScopes.OfflineAccess, WhileAway)]));
        return new(request.Client.Name, settings.FriendlyName, user.Email, groups, !request.Client.IsFirstParty, request.Target.Callback);
    }

    private static IReadOnlyList<ConsentItem> Described(ResourceServer api, string[] scope) =>
        [.. scope.Select(word => new ConsentItem(word, api.Scopes.FirstOrDefault(known => known.Value == word)?.Description ?? word))];

    /// <summary><c>read:posts write:posts</c> becomes "Posts: read and write your posts".</summary>
    private static IEnumerable<ConsentItem> ByResource(string[] scope)
    {
        foreach (var resource in scope.GroupBy(word => word.Split(':', 2) is [_, { Length: > 0 } resource] ? resource : null))
        {
            if (resource.Key is null)
                foreach (var word in resource)
                    yield return new(word, word);
            else
                yield return new(string.Join(' ', resource), $"{Capitalized(resource.Key)}: {Listed(resource.Select(word => word.Split(':')[0]))} your {resource.Key}");
        }
    }

    private static string Listed(IEnumerable<string> words) => words.ToList() is [.. var most, var last]
        ? most.Count == 0 ? last : $"{string.Join(", ", most)} and {last}"
        : "";

    private static string Capitalized(string word) => char.ToUpperInvariant(word[0]) + word[1..];
}
