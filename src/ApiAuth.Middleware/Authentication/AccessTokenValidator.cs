using ApiAuth.Middleware.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace ApiAuth.Middleware.Authentication;

/// <summary>A scheme's checks without an HTTP request.</summary>
sealed class AccessTokenValidator(ApiAuthScheme scheme, IServiceScopeFactory scopes, ApiAuthMeter meter) : IAccessTokenValidator
{
    public async ValueTask<AccessTokenResult> ValidateAsync(string token, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(token);
        if (TokenAuthentication.Recall(scheme, token.AsMemory(), meter, out var hash) is { } remembered)
            return new(remembered);
        await using var scope = scopes.CreateAsyncScope();
        var outcome = await TokenAuthentication.ExamineAsync(scheme, token.AsMemory(), hash, scope.ServiceProvider, http: null, meter, cancellationToken);
        return outcome.Token is { } accepted ? new(accepted) : new(outcome.Error!);
    }
}
