using System.Globalization;
using ApiAuth.LocalTenant.OAuth;
using ApiAuth.LocalTenant.Tokens;

namespace ApiAuth.LocalTenant.Authorize;

/// <summary>
/// Checks requests to the authorization endpoint: who asks, where the answer goes, and only then everything else, so that no refusal is ever sent to
/// an address that is not the client's.
/// </summary>
internal sealed class AuthorizationRequests(TenantStore store, UserAccess access)
{
    public AuthorizationReading Read(OAuthParameters parameters, string? repeated)
    {
        if (parameters["client_id"] is not { } clientId)
            return AuthorizationReading.OnPage(OAuthError.MissingParameter("client_id"));
        if (store.FindClient(clientId) is not { } client)
            return AuthorizationReading.OnPage(AuthorizeError.UnknownClient(clientId));
        if ((parameters["redirect_uri"] ?? OnlyCallback(client)) is not { } callback)
            return AuthorizationReading.OnPage(OAuthError.MissingParameter("redirect_uri"));
        if (!client.Callbacks.Contains(callback, StringComparer.Ordinal))
            return AuthorizationReading.OnPage(AuthorizeError.CallbackMismatch(callback, store.Current.Settings.Doubtful));

        var types = ResponseWords.ParseTypes(parameters["response_type"] ?? "");
        var mode = ResponseWords.ParseMode(parameters["response_mode"] ?? "");
        var target = new ResponseTarget(client, callback, mode ?? ResponseWords.DefaultMode(types), parameters["state"]);
        if (mode == ResponseMode.WebMessage && !client.WebOrigins.Contains(target.Origin))
            return AuthorizationReading.OnPage(AuthorizeError.ForeignWebOrigin(target.Origin));
        if (mode == ResponseMode.Query && types is not (ResponseTypes.Code or ResponseTypes.None))
            return AuthorizationReading.AtClient(AuthorizeError.QueryForTokens, target with { Mode = ResponseMode.Fragment });
        return repeated is null ? Read(parameters, target, types) : AuthorizationReading.AtClient(OAuthError.InvalidParameter(repeated), target);
    }

    private AuthorizationReading Read(OAuthParameters parameters, ResponseTarget target, ResponseTypes types)
    {
        var settings = store.Current.Settings;
        var client = target.Client;
        if ((RefuseTypes(parameters, client, types) ?? RefuseWords(parameters, client, types)) is { } refusal)
            return AuthorizationReading.AtClient(refusal, target);

        var audience = parameters.Audience(settings);
        var api = audience is null ? null : store.FindResourceServer(audience);
        if (audience is not null && api is null)
            return AuthorizationReading.AtClient(AuthorizeError.UnknownAudience(audience), target);
        if (api is not null && access.Refusal(client, api) is { } noGrant)
            return AuthorizationReading.AtClient(AuthorizeError.NoClientGrant(client, noGrant, settings.Doubtful), target);
        if (types.HasFlag(ResponseTypes.Code) && ProofKey.RefuseChallenge(parameters, client) is { } badChallenge)
            return AuthorizationReading.AtClient(badChallenge, target);
        return Request(parameters, target, types, api);
    }

    private static OAuthError? RefuseTypes(OAuthParameters parameters, Client client, ResponseTypes types)
    {
        if (parameters["response_type"] is null)
            return OAuthError.MissingParameter("response_type");
        if (types == ResponseTypes.None || (client.IsStrictThirdParty && types != ResponseTypes.Code))
            return AuthorizeError.UnsupportedResponseType;
        if (types.HasFlag(ResponseTypes.Code) && !client.GrantTypes.Contains(GrantType.AuthorizationCode))
            return OAuthError.GrantTypeNotAllowed(GrantType.AuthorizationCode);
        return types != ResponseTypes.Code && !client.GrantTypes.Contains(GrantType.Implicit) ? OAuthError.GrantTypeNotAllowed(GrantType.Implicit) : null;
    }

    private static OAuthError? RefuseWords(OAuthParameters parameters, Client client, ResponseTypes types)
    {
        if (client.IsStrictThirdParty && ThirdPartyRules.NotAllowed(parameters) is { } name)
            return AuthorizeError.ParameterNotAllowed(name);
        if (parameters["response_mode"] is { } mode && ResponseWords.ParseMode(mode) is null)
            return OAuthError.InvalidParameter("response_mode");
        if (PromptWords.Parse(parameters["prompt"]) is null)
            return OAuthError.InvalidParameter("prompt");
        if (parameters["max_age"] is { } age && !IsSeconds(age))
            return OAuthError.InvalidParameter("max_age");
        return types.HasFlag(ResponseTypes.IdToken) && parameters["nonce"] is null ? OAuthError.MissingParameter("nonce") : null;
    }

    private static AuthorizationRequest Request(OAuthParameters parameters, ResponseTarget target, ResponseTypes types, ResourceServer? api) => new()
    {
        Target = target,
        Types = types,
        Api = api,
        Scope = ScopeString.Parse(parameters["scope"]),
        RedirectUri = parameters["redirect_uri"],
        Nonce = parameters["nonce"],
        CodeChallenge = parameters["code_challenge"],
        Prompts = PromptWords.Parse(parameters["prompt"])!.Value,
        MaxAge = parameters["max_age"] is { } age ? TimeSpan.FromSeconds(int.Parse(age, CultureInfo.InvariantCulture)) : null,
        LoginHint = parameters["login_hint"],
    };

    private static string? OnlyCallback(Client client) => client.Callbacks is [var only] ? only : null;

    private static bool IsSeconds(string value) => int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out _);
}
