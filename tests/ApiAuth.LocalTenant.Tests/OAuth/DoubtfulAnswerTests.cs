using ApiAuth.LocalTenant.Tests.Browsing;
using ApiAuth.LocalTenant.Tests.ErrorRows;

namespace ApiAuth.LocalTenant.Tests.OAuth;

/// <summary>The rows of the token endpoint on which reports differ: the default, and the other answer by option.</summary>
public class DoubtfulAnswerTests
{
    private const string Advice = "You need to create a \"client-grant\" associated to this API.";

    public static TheoryData<DoubtfulAnswers, TokenRequest, int, string, string> Rows => new()
    {
        { new(), TokenRequest.Valid with { ClientSecret = "wrong" }, 401, "access_denied", "Unauthorized" },
        { new() { BadClient = BadClientAnswer.InvalidClient }, TokenRequest.Valid with { ClientSecret = "wrong" }, 401, "invalid_client", "Client authentication failed" },
        {
            new(), TokenRequest.Valid with { Audience = "urn:organizer-api" }, 403, "access_denied",
            $"Client \"GiftDeliveries000000000000000001\" is not authorized to access resource server \"urn:organizer-api\". {Advice}"
        },
        {
            new() { MissingClientGrantText = MissingClientGrantText.NamesDocumentation }, TokenRequest.Valid with { Audience = "urn:organizer-api" }, 403, "access_denied",
            $"Client is not authorized to access \"urn:organizer-api\". {Advice} See: https://auth0.com/docs/api/v2#!/Client_Grants/post_client_grants"
        },
        { new(), TokenRequest.Valid with { Audience = null }, 403, "access_denied", "Non-global clients are not allowed access to APIv1" },
    };

    [Theory]
    [MemberData(nameof(Rows))]
    [Proves(ErrorRow.BadClientByOption, ErrorRow.MachineWithoutClientGrantOldText)]
    public async Task A_doubtful_refusal_is_what_the_option_says(DoubtfulAnswers doubtful, TokenRequest request, int status, string error, string description)
    {
        await using var server = await StartAsync(doubtful);
        Assert.Equal(200, (await server.RequestTokenAsync(TokenRequest.Valid)).Status);

        Assert.Equal((status, error, description), (await server.RequestTokenAsync(request)).Refusal);
    }

    [Fact]
    public async Task Without_audience_some_tenants_give_an_opaque_token()
    {
        await using var server = await StartAsync(new() { ClientCredentialsWithoutAudience = NoAudienceAnswer.OpaqueToken });

        var answer = await server.RequestTokenAsync(TokenRequest.Valid with { Audience = null });

        Assert.Equal(200, answer.Status);
        Assert.Matches("^[0-9A-Za-z_-]{32}$", answer.AccessToken);
        Assert.Equal(401, (await UserInfo.AskAsync(server, answer.AccessToken)).Status);
    }

    [Theory]
    [InlineData(NoScopeAnswer.AllOfGrant, "geocode:location reverse-geocode:location")]
    [InlineData(NoScopeAnswer.None, null)]
    [Proves(ErrorRow.MachineWithoutScope)]
    public async Task Without_scope_a_client_gets_all_of_its_grant_or_nothing(NoScopeAnswer answer, string? scope)
    {
        await using var server = await StartAsync(new() { ClientCredentialsWithoutScope = answer });

        Assert.Equal(scope, (await server.RequestTokenAsync(TokenRequest.For(SampleTenant.TaxiFinder))).Scope);
    }

    [Theory]
    [InlineData(ResourceParameterProfile.Audience, 403)]
    [InlineData(ResourceParameterProfile.Compatibility, 200)]
    public async Task A_resource_stands_in_for_an_audience_where_the_tenant_says_so(ResourceParameterProfile profile, int status)
    {
        await using var server = await TenantUnderTest.StartAsync(LocalTenantSeed.Samples.With(new TenantSettings { ResourceParameterProfile = profile }));
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials",
            ["client_id"] = SampleTenant.GiftDeliveries.ClientId,
            ["client_secret"] = SampleTenant.GiftDeliveries.ClientSecret!,
            ["resource"] = "urn:worldmappers",
        });

        Assert.Equal(status, (await server.PostTokenAsync(form)).Status);
    }

    private static Task<LocalTenantServer> StartAsync(DoubtfulAnswers doubtful) =>
        TenantUnderTest.StartAsync(LocalTenantSeed.Samples.With(new TenantSettings { Doubtful = doubtful }));
}
