namespace ApiAuth.LocalTenant.Keys;

/// <summary>The tenant's keys; made or read from the key file when first needed.</summary>
internal sealed class SigningKeys(Func<SigningKey> create, KeyFile? file)
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

    public void Rotate() => Change(keys => keys.Rotate(create()));

    public void Revoke(string kid) => Change(keys => keys.Revoke(kid));

    private SigningKeySet Initialize()
    {
        lock (changing)
            return set ??= file is null ? Create() : file.ReadOrCreate(Create);
    }

    private SigningKeySet Create() => new(create(), create(), Previous: null);

    private void Change(Func<SigningKeySet, SigningKeySet> change)
    {
        lock (changing)
        {
            var changed = change(Set);
            file?.Write(changed);
            set = changed;
        }
    }
}
