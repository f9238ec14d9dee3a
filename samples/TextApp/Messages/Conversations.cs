using System.Collections.Concurrent;

namespace TextApp.Messages;

sealed record Message(string Text, DateTimeOffset SentAt);

/// <summary>
/// What was sent to whom, in memory. A contact's id belongs to one user of Organizer, and a page shows only contacts that Organizer just confirmed:
/// so nobody finds another user's messages here.
/// </summary>
sealed class Conversations(TimeProvider time)
{
    public const int LongestMessage = 500;
    private const int Kept = 100;

    private readonly ConcurrentDictionary<Guid, Message[]> messages = [];

    public IReadOnlyList<Message> With(Guid contact) => messages.GetValueOrDefault(contact, []);

    public void Send(Guid contact, string text) => messages.AddOrUpdate(
        contact,
        static (_, message) => [message],
        static (_, sent, message) => [.. sent.TakeLast(Kept - 1), message],
        new Message(text, time.GetUtcNow()));
}
