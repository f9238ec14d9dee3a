namespace GiftDeliveries.Tokens;

/// <summary>Who asks for a token, where, and for which API. The issuer ends with a slash.</summary>
public sealed record ClientCredentials(Uri Issuer, string ClientId, string ClientSecret, string Audience)
{
    /// <summary>Without the secret.</summary>
    public override string ToString() => $"{ClientId} for {Audience} at {Issuer}";
}
