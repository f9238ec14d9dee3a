using System.Collections.Immutable;
using ApiAuth.Middleware.Testing.Keys;

namespace ApiAuth.Middleware.Testing;

public sealed partial class TestIssuer
{
    private ImmutableList<TestKey> keys = [];
    private TestKey? currentKey;
    private int createdKeys;

    /// <summary>The key that signs.</summary>
    public TestKey CurrentKey
    {
        get
        {
            lock (gate)
            {
                EnsureFirstKey();
                return currentKey!;
            }
        }
    }

    /// <summary>The published keys, in the order in which the key set lists them.</summary>
    public IReadOnlyList<TestKey> Keys
    {
        get
        {
            lock (gate)
            {
                EnsureFirstKey();
                return keys;
            }
        }
    }

    /// <summary>A new key of this issuer, which is neither published nor used yet.</summary>
    public TestKey CreateKey()
    {
        lock (gate)
        {
            EnsureFirstKey();
            return NextKey();
        }
    }

    /// <summary>Publishes a new key and signs with it from now on. The old ones stay published until they are withdrawn.</summary>
    /// <returns>The new key.</returns>
    public TestKey Rotate() => Rotate(CreateKey());

    /// <summary>Signs with a given key from now on, and publishes it unless its <c>kid</c> is published already.</summary>
    /// <param name="key">One of <see cref="CreateKey"/>, or any other.</param>
    /// <returns>The same key.</returns>
    public TestKey Rotate(TestKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        lock (gate)
        {
            EnsureFirstKey();
            if (keys.TrueForAll(published => published.KeyId != key.KeyId))
                keys = keys.Add(key);
            currentKey = key;
            return key;
        }
    }

    /// <summary>Adds a key to the key set, whether or not its <c>kid</c> is there already, and goes on signing with the current one.</summary>
    /// <param name="key">Any key, its JWK changed at will.</param>
    public void Publish(TestKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        lock (gate)
        {
            EnsureFirstKey();
            keys = keys.Add(key);
        }
    }

    /// <summary>Takes every key with this <c>kid</c> out of the key set. If it is the current one the issuer goes on signing with it.</summary>
    /// <param name="keyId">The <c>kid</c>.</param>
    /// <exception cref="ArgumentException">No key with this <c>kid</c> is published.</exception>
    public void Withdraw(string keyId)
    {
        lock (gate)
        {
            EnsureFirstKey();
            var rest = keys.RemoveAll(key => key.KeyId == keyId);
            if (rest.Count == keys.Count)
                throw new ArgumentException($"No key '{keyId}' is published.", nameof(keyId));
            keys = rest;
        }
    }

    // The pool keeps keys by issuer name, so that the first one can be made only when the name is known.
    private void EnsureFirstKey()
    {
        if (currentKey is not null)
            return;
        currentKey = NextKey();
        keys = [currentKey];
    }

    private TestKey NextKey()
    {
        var index = createdKeys++;
        return new TestKey(KeyPool.For(Issuer, Algorithm, index), $"test-key-{index + 1}") { Algorithm = Algorithm };
    }
}
