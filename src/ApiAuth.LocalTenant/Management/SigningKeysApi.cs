using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using ApiAuth.LocalTenant.Keys;

namespace ApiAuth.LocalTenant.Management;

/// <summary><c>/api/v2/keys/signing</c>.</summary>
internal sealed class SigningKeysApi(SigningKeys keys)
{
    public IEnumerable<ManagementRoute> Routes =>
    [
        ManagementRoute.Get(TenantPaths.SigningKeys, ManagementScopes.ReadSigningKeys, List),
        ManagementRoute.Get(TenantPaths.SigningKey, ManagementScopes.ReadSigningKeys, Read),
        ManagementRoute.Post(TenantPaths.RotateSigningKey, ManagementScopes.CreateSigningKeys, Rotate).And(ManagementScopes.UpdateSigningKeys),
        ManagementRoute.Put(TenantPaths.RevokeSigningKey, ManagementScopes.UpdateSigningKeys, Revoke),
    ];

    private ManagementAnswer List(ManagementRequest request) => ManagementAnswer.Ok(new JsonArray([.. All(keys.Set).Select(key => key.Json)]));

    private ManagementAnswer Read(ManagementRequest request) =>
        All(keys.Set).FirstOrDefault(key => key.Kid == request.Id) is { Json: { } json } ? ManagementAnswer.Ok(json) : ManagementAnswer.NoSuchKey;

    private ManagementAnswer Rotate(ManagementRequest request)
    {
        var next = keys.Rotate().Next;
        return ManagementAnswer.Created(Short(next.Kid, next.Certificate));
    }

    private ManagementAnswer Revoke(ManagementRequest request)
    {
        var known = All(keys.Set).FirstOrDefault(key => key.Kid == request.Id);
        if (known.Kid is null)
            return ManagementAnswer.NoSuchKey;
        return keys.TryRevoke(request.Id)
            ? ManagementAnswer.Ok(Short(known.Kid, known.Certificate))
            : ManagementAnswer.BadRequest("Only the previous signing key can be revoked, and only once. Rotate first.");
    }

    private static IEnumerable<(string Kid, byte[] Certificate, JsonObject Json)> All(SigningKeySet set) =>
    [
        Published(set, set.Current, "current"),
        Published(set, set.Next, "next"),
        .. set.Previous is { } previous ? new[] { Published(set, previous, "previous") } : [],
        .. set.Tenures.Where(tenure => tenure.RevokedAt is not null).Select(tenure => Json(tenure.Kid, Convert.FromBase64String(tenure.Certificate), "previous", tenure)),
    ];

    private static (string, byte[], JsonObject) Published(SigningKeySet set, SigningKey key, string state) =>
        Json(key.Kid, key.Certificate, state, set.Tenures.LastOrDefault(tenure => tenure.Kid == key.Kid));

    private static (string, byte[], JsonObject) Json(string kid, byte[] certificate, string state, KeyTenure? tenure)
    {
        using var read = X509CertificateLoader.LoadCertificate(certificate);
        var thumbprint = read.GetCertHashString(HashAlgorithmName.SHA1);
        var json = Short(kid, certificate);
        json["pkcs7"] = Windows(new X509Certificate2Collection(read).ExportPkcs7Pem());
        json[state] = true;
        json["fingerprint"] = string.Join(':', thumbprint.Chunk(2).Select(pair => new string(pair)));
        json["thumbprint"] = thumbprint;
        json["revoked"] = tenure?.RevokedAt is not null;
        AddTime(json, "current_since", tenure?.CurrentSince);
        AddTime(json, "current_until", tenure?.CurrentUntil);
        AddTime(json, "revoked_at", tenure?.RevokedAt);
        return (kid, certificate, json);
    }

    private static JsonObject Short(string kid, byte[] certificate)
    {
        using var read = X509CertificateLoader.LoadCertificate(certificate);
        return new() { ["kid"] = kid, ["cert"] = Windows(read.ExportCertificatePem()) };
    }

    private static void AddTime(JsonObject json, string name, DateTimeOffset? time)
    {
        if (time is { } known)
            json[name] = known.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'");
    }

    // Auth0's PEM texts have the line ends of Windows, and one at the end.
    private static string Windows(string pem) => pem.ReplaceLineEndings("\r\n") + "\r\n";
}
