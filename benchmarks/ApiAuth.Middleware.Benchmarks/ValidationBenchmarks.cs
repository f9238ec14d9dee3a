using System.Security.Cryptography;
using System.Text;
using ApiAuth.Middleware.Benchmarks.Hosting;
using ApiAuth.Middleware.Testing;
using BenchmarkDotNet.Attributes;
using System.IdentityModel.Tokens.Jwt;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace ApiAuth.Middleware.Benchmarks;

/// <summary>A token that is seen for the first time, without a request around it. The baseline is the signature alone, straight through .NET.</summary>
[MemoryDiagnoser]
public class ValidationBenchmarks
{
    private static readonly JsonWebTokenHandler JsonWebTokens = new() { MapInboundClaims = false };
    private static readonly JwtSecurityTokenHandler JwtSecurityTokens = new() { MapInboundClaims = false };
    private BenchmarkApi api = null!;
    private IAccessTokenValidator validator = null!;
    private TokenValidationParameters parameters = null!;
    private AsymmetricAlgorithm key = null!;
    private byte[] signingInput = null!;
    private byte[] signature = null!;
    private string token = null!;

    [Params("RS256", "PS256", "ES256")]
    public string Algorithm { get; set; } = "RS256";

    [GlobalSetup]
    public async Task Start()
    {
        var issuer = new TestIssuer("https://tenant.test/") { Audience = BenchmarkApi.Audience, Algorithm = Algorithm };
        api = await BenchmarkApi.OursAsync(issuer, options =>
        {
            options.TokenCache.Capacity = 0;
            options.Tokens.Algorithms = [Algorithm];
        });
        validator = api.Services.GetRequiredService<IAccessTokenValidator>();
        token = issuer.Issue(TestAccessToken.Valid with { Scope = "contacts", Lifetime = TimeSpan.FromHours(12) });
        var jwk = new JsonWebKey(issuer.CurrentKey.ToJwk());
        parameters = new()
        {
            ValidIssuer = issuer.Issuer,
            ValidAudience = BenchmarkApi.Audience,
            IssuerSigningKeys = [jwk],
        };
        var parts = token.Split('.');
        signingInput = Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}");
        signature = Base64UrlEncoder.DecodeBytes(parts[2]);
        key = PublicKey(jwk);
        if (!RawSignature() || !await Ours() || !await JsonWebTokenHandler() || JwtSecurityTokenHandler() is null)
            throw new InvalidOperationException("A benchmark's token was refused.");
    }

    [GlobalCleanup]
    public ValueTask Stop() => api.DisposeAsync();

    [Benchmark(Baseline = true)]
    public bool RawSignature() => Algorithm switch
    {
        "ES256" => ((ECDsa)key).VerifyData(signingInput, signature, HashAlgorithmName.SHA256),
        "PS256" => ((RSA)key).VerifyData(signingInput, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pss),
        _ => ((RSA)key).VerifyData(signingInput, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1),
    };

    [Benchmark]
    public async Task<bool> Ours() => (await validator.ValidateAsync(token)).IsValid;

    [Benchmark]
    public async Task<bool> JsonWebTokenHandler() => (await JsonWebTokens.ValidateTokenAsync(token, parameters)).IsValid;

    [Benchmark]
    public SecurityToken JwtSecurityTokenHandler()
    {
        JwtSecurityTokens.ValidateToken(token, parameters, out var validated);
        return validated;
    }

    private static AsymmetricAlgorithm PublicKey(JsonWebKey jwk) => jwk.Kty == "EC"
        ? ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = new() { X = Base64UrlEncoder.DecodeBytes(jwk.X), Y = Base64UrlEncoder.DecodeBytes(jwk.Y) } })
        : RSA.Create(new RSAParameters { Modulus = Base64UrlEncoder.DecodeBytes(jwk.N), Exponent = Base64UrlEncoder.DecodeBytes(jwk.E) });
}
