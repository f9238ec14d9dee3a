using ApiAuth.Middleware.Challenges;
using ApiAuth.Middleware.Tokens;
using Microsoft.AspNetCore.Http;

namespace ApiAuth.Middleware.Authentication;

/// <summary>Everything that belongs to one authentication scheme; made once from its options, then fixed.</summary>
/// <param name="Name">The scheme's name.</param>
/// <param name="Tokens">Its rules and the tokens it remembers.</param>
/// <param name="Challenges">Its words for refusals.</param>
/// <param name="WritesProblems">Whether refusals have a body.</param>
/// <param name="QueryTokenPaths">Where a token may come in the query, for WebSockets and server-sent events.</param>
/// <param name="HasHooks">Whether the application registered any hook.</param>
sealed record ApiAuthScheme(
    string Name,
    TokenValidation Tokens,
    BearerChallenges Challenges,
    bool WritesProblems,
    IReadOnlyList<PathString> QueryTokenPaths,
    bool HasHooks);
