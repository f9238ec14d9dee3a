using System.Security.Cryptography;
using System.Text.Json;

namespace ApiAuth.LocalTenant.Keys;

/// <summary>Keeps the keys over restarts, in a file that only its owner can read.</summary>
internal sealed class KeyFile(string path)
{
    public bool Exists => File.Exists(path);

    public SigningKeySet ReadOrCreate(Func<SigningKeySet> create)
    {
        if (Exists)
            return Read();

        var keys = create();
        // Two processes may start at once: the file that comes first stays, and both use it.
        return TryWrite(keys, overwrite: false) ? keys : Read();
    }

    public void Write(SigningKeySet keys) => TryWrite(keys, overwrite: true);

    private SigningKeySet Read()
    {
        try
        {
            var stored = JsonSerializer.Deserialize(File.ReadAllBytes(path), WireJson.Default.StoredKeySet) ?? throw new JsonException("There is nothing in it.");
            return new(Restore(stored.Current), Restore(stored.Next), stored.Previous is { } previous ? Restore(previous) : null) { Tenures = stored.Tenures ?? [] };
        }
        catch (Exception broken) when (broken is JsonException or ArgumentException or FormatException or CryptographicException)
        {
            throw new LocalTenantException($"The key file {path} cannot be read as one. Delete it, and the tenant makes new keys.", broken);
        }
    }

    private bool TryWrite(SigningKeySet keys, bool overwrite)
    {
        var stored = new StoredKeySet(Store(keys.Current), Store(keys.Next), keys.Previous is { } previous ? Store(previous) : null, keys.Tenures);
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        var draft = $"{path}.{Guid.NewGuid():N}";
        using (var stream = new FileStream(draft, OwnerOnly()))
            JsonSerializer.Serialize(stream, stored, WireJson.Default.StoredKeySet);
        try
        {
            File.Move(draft, path, overwrite);
            return true;
        }
        catch (IOException) when (!overwrite && Exists)
        {
            File.Delete(draft);
            return false;
        }
    }

    private static FileStreamOptions OwnerOnly()
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return options;
    }

    private static StoredKey Store(SigningKey key) => new(key.Kid, key.PrivateKeyPem(), Convert.ToBase64String(key.Certificate));

    private static SigningKey Restore(StoredKey stored)
    {
        using var rsa = RSA.Create();
        rsa.ImportFromPem(stored.PrivateKey);
        if (rsa.KeySize < SigningKey.Size)
            throw new CryptographicException($"The key {stored.Kid} has {rsa.KeySize} bits.");
        return new(stored.Kid, rsa, Convert.FromBase64String(stored.Certificate));
    }
}

internal sealed record StoredKey(string Kid, string PrivateKey, string Certificate)
{
    public override string ToString() => Kid;
}

internal sealed record StoredKeySet(StoredKey Current, StoredKey Next, StoredKey? Previous = null, IReadOnlyList<KeyTenure>? Tenures = null);
