namespace ApiAuth.LocalTenant.Keys;

/// <summary>The tenant's keys; made or read from the key file when first needed.</summary>
internal sealed class SigningKeys(Func<SigningKey> create, TimeProvider time, KeyFile? file)
{
    private readonly Lock changing = new();
    private volatile SigningKeySet? set;

    public SigningKeySet Set => set ?? Initialize();

    /// <summary>Reads the key file, if there is one, so that a broken one is known at start.</summary>
    public void Load()
    {
        if (file?.Exists == true)
            Initialize();
    }

    /// <summary>The keys after the rotation.</summary>
    public SigningKeySet Rotate() => Change(keys => keys.Rotate(create(), time.GetUtcNow()))!;

    /// <summary>False when <paramref name="kid"/> is not the previous key.</summary>
    public bool TryRevoke(string kid) => Change(keys => keys.Revoke(kid, time.GetUtcNow())) is not null;

    /// <summary>New keys in place of all that there were.</summary>
    public void Replace() => Change(_ => Create());

    private SigningKeySet Initialize()
    {
        lock (changing)
            return set ??= file is null ? Create() : file.ReadOrCreate(Create);
    }

    private SigningKeySet Create() => SigningKeySet.Create(create, time.GetUtcNow());

    private SigningKeySet? Change(Func<SigningKeySet, SigningKeySet?> change)
    {
        lock (changing)
        {
            if (change(Set) is not { } changed)
                return null;
            file?.Write(changed);
            return set = changed;
        }
    }
}
