using System.Buffers.Text;
using System.Text;

namespace ApiAuth.Middleware.Testing.Tests.Tokens;

public class RawSegmentTests
{
    private readonly TestIssuer issuer = Fetch.Issuer();

    public static TheoryData<RawSegment, string> Payloads => new()
    {
        { "", "" },
        { "[]", "W10" },
        { new byte[] { 0xEF, 0xBB, 0xBF, (byte)'{', (byte)'}' }, "77u_e30" },
        { RawSegment.Edit(_ => "{}{}"), "e317fQ" },
        { RawSegment.EditBytes(_ => Encoding.Unicode.GetBytes("{}")), "ewB9AA" },
        { RawSegment.EditEncoded(_ => "e30== \n"), "e30== \n" },
    };

    [Theory]
    [MemberData(nameof(Payloads))]
    public async Task A_raw_payload_is_signed_as_it_is(RawSegment payload, string encoded)
    {
        var token = new ReadToken(issuer.Issue(TestAccessToken.Valid with { RawPayload = payload }));

        Assert.Equal(encoded, token.Parts[1]);
        Assert.True(token.IsSignedBy((await Fetch.KeysAsync(issuer))[0]));
    }

    [Fact]
    public async Task A_raw_header_is_signed_as_it_is()
    {
        var token = new ReadToken(issuer.Issue(TestAccessToken.Valid with { RawHeader = RawSegment.Edit(json => json + " xx") }));

        Assert.Equal("""{"alg":"RS256","typ":"JWT","kid":"test-key-1"} xx""", Encoding.UTF8.GetString(Base64Url.DecodeFromChars(token.Parts[0])));
        Assert.True(token.IsSignedBy((await Fetch.KeysAsync(issuer))[0], "RS256"));
    }

    [Fact]
    public void Editing_the_payload_starts_from_the_changed_claims()
    {
        var token = TestAccessToken.Valid.WithClaim("x", 1) with { RawPayload = RawSegment.Edit(json => json.Replace("\"x\":1", "\"x\":1,\"x\":2", StringComparison.Ordinal)) };

        Assert.EndsWith(",\"x\":1,\"x\":2}", new ReadToken(issuer.Issue(token)).PayloadText, StringComparison.Ordinal);
    }

    [Fact]
    public void A_signature_can_be_cut_replaced_or_removed()
    {
        var whole = new ReadToken(issuer.Issue(TestAccessToken.Valid with { IssuedAt = DateTimeOffset.UnixEpoch }));
        string Part(RawSegment signature) => new ReadToken(issuer.Issue(TestAccessToken.Valid with { IssuedAt = DateTimeOffset.UnixEpoch, RawSignature = signature })).Parts[2];

        Assert.Equal(Base64Url.EncodeToString(whole.Signature.AsSpan(..^1)), Part(RawSegment.EditBytes(signature => signature[..^1])));
        Assert.Equal(whole.Parts[2] + "==", Part(RawSegment.EditEncoded(encoded => encoded + "==")));
        Assert.Equal("AAAA", Part(new byte[3]));
        Assert.Equal("", Part(""));
    }
}
