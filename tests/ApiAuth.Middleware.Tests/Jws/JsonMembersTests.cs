using System.Text.Json;
using ApiAuth.Middleware.Jws;

namespace ApiAuth.Middleware.Tests.Jws;

public class JsonMembersTests
{
    private static readonly MemberNames Names = new("iss", "sub", "scope", "client_id");

    [Theory]
    [InlineData("""{ "sub": "u" }""")]
    [InlineData("""{ "iss": 1, "other": 2, "sub": "u", "": 3, "subs": 4, "su": 5 }""")]
    [InlineData("""{ "a_name_that_is_longer_than_all_of_them": 1, "sub": "u" }""")]
    [InlineData("""{ "\u0073ub": "u" }""")]
    [InlineData("""{ "\u0073\u0075\u0062": "u", "\u0041": 1 }""")]
    [InlineData("""{ "nested": { "sub": "another" }, "sub": "u", "last": [ { "sub": "another" } ] }""")]
    public void A_member_is_found_wherever_it_stands_and_however_its_name_is_written(string json)
    {
        var members = Of(json);

        Assert.True(members.TryGet("sub", out var value));
        Assert.Equal(("u", "u", true), (value.GetString(), members.Text("sub"), members.Has("sub")));
    }

    [Theory]
    [InlineData("{ }")]
    [InlineData("""{ "Sub": "u", "sub ": "u", "sub\u0000": "u", "su\\b": "u", "s\u0075": "u" }""")]
    [InlineData("""{ "ſub": "u", "\u017fub": "u" }""")]
    public void A_member_of_another_name_is_not_the_one(string json)
    {
        var members = Of(json);

        Assert.False(members.TryGet("sub", out var value));
        Assert.Equal((JsonValueKind.Undefined, null, false), (value.ValueKind, members.Text("sub"), members.Has("sub")));
    }

    [Fact]
    public void A_member_that_is_null_is_there_and_no_text()
    {
        var members = Of("""{ "sub": null, "iss": 1 }""");

        Assert.Equal((true, null, true, null), (members.Has("sub"), members.Text("sub"), members.Has("iss"), members.Text("iss")));
    }

    private static JsonMembers Of(string json) => new(JsonElement.Parse(json), Names);
}
