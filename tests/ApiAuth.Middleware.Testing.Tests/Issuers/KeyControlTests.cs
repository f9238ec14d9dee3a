namespace ApiAuth.Middleware.Testing.Tests.Issuers;

public class KeyControlTests
{
    private readonly TestIssuer issuer = Fetch.Issuer();

    [Fact]
    public async Task A_rotation_publishes_a_new_key_beside_the_old_one_and_signs_with_it()
    {
        var before = new ReadToken(issuer.Issue());
        var rotated = issuer.Rotate();
        var after = new ReadToken(issuer.Issue());

        Assert.Equal(["test-key-1", "test-key-2"], await PublishedAsync());
        Assert.Equal("test-key-2", after.Header.GetProperty("kid").GetString()!);
        Assert.Equal(rotated, issuer.CurrentKey);
        Assert.True(before.IsSignedBy(await Fetch.KeyOfAsync(issuer, before)));
        Assert.True(after.IsSignedBy(await Fetch.KeyOfAsync(issuer, after)));
        Assert.False(after.IsSignedBy(await Fetch.KeyOfAsync(issuer, before)));
    }

    [Fact]
    public async Task A_withdrawn_key_leaves_the_set_and_can_still_sign()
    {
        var old = issuer.CurrentKey;
        issuer.Rotate();
        issuer.Withdraw(old.KeyId);

        Assert.Equal(["test-key-2"], await PublishedAsync());
        Assert.Equal("test-key-1", new ReadToken(issuer.Issue(TestAccessToken.Valid with { Key = old })).Header.GetProperty("kid").GetString()!);
        Assert.Throws<ArgumentException>(() => issuer.Withdraw(old.KeyId));
    }

    [Fact]
    public async Task A_key_can_be_published_before_it_signs()
    {
        var next = issuer.CreateKey();
        issuer.Publish(next);
        Assert.Equal("test-key-1", issuer.CurrentKey.KeyId);

        issuer.Rotate(next);
        Assert.Equal("test-key-2", issuer.CurrentKey.KeyId);
        Assert.Equal(["test-key-1", "test-key-2"], await PublishedAsync());
    }

    [Fact]
    public async Task A_published_key_may_be_strange_or_a_duplicate()
    {
        issuer.Publish(TestKey.Ec().WithMember("kid", 7).WithoutMember("y"));
        issuer.Publish(TestKey.Rsa(1024) with { KeyId = "test-key-1" });

        var keys = await Fetch.KeysAsync(issuer);
        Assert.Equal(3, keys.Length);
        Assert.Equal(7, keys[1].GetProperty("kid").GetInt32());
        Assert.False(keys[1].TryGetProperty("y", out _));
        Assert.Equal("test-key-1", keys[2].GetProperty("kid").GetString()!);
    }

    [Fact]
    public void Issuers_of_one_name_share_key_pairs_so_that_only_the_first_pays_for_them()
    {
        Assert.Equal(issuer.CurrentKey.ToJwk(), Fetch.Issuer().CurrentKey.ToJwk());
    }

    [Fact]
    public void Issuers_of_different_names_never_share_a_key_pair_though_their_kids_are_alike()
    {
        var other = new TestIssuer("https://other.test/");

        Assert.Equal(issuer.CurrentKey.KeyId, other.CurrentKey.KeyId);
        Assert.NotEqual(issuer.CurrentKey.ExportPem(), other.CurrentKey.ExportPem());
    }

    [Fact]
    public void A_thousand_rotations_make_a_thousand_kids_from_a_few_key_pairs()
    {
        var keys = Enumerable.Range(0, 1000).Select(_ => issuer.Rotate()).ToArray();

        Assert.Equal(1000, keys.DistinctBy(key => key.KeyId).Count());
        Assert.Equal(8, keys.DistinctBy(key => key.ExportPem()).Count());
    }

    private async Task<string[]> PublishedAsync() => Array.ConvertAll(await Fetch.KeysAsync(issuer), key => key.GetProperty("kid").GetString()!);
}
