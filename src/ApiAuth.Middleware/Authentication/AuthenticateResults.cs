using ApiAuth.Middleware.Errors;
using Microsoft.AspNetCore.Authentication;

namespace ApiAuth.Middleware.Authentication;

/// <summary>What ASP.NET Core is told of a refusal: the code alone, so one result per reason serves all requests.</summary>
static class AuthenticateResults
{
    private static readonly AuthenticateResult[] Refusals =
        [.. Enum.GetValues<AuthErrorReason>().Select(reason => reason == AuthErrorReason.TokenMissing ? AuthenticateResult.NoResult() : AuthenticateResult.Fail(reason.Code()))];

    public static AuthenticateResult Refused(AuthErrorReason reason) => Refusals[(int)reason];
}
