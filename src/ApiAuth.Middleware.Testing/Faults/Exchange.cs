using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace ApiAuth.Middleware.Testing.Faults;

/// <summary>One fetch of a document, as a fault sees it.</summary>
/// <param name="Document">The document as it is when this is called.</param>
/// <param name="Time">The issuer's clock.</param>
/// <param name="Repaired">Completes when the fault is taken away.</param>
/// <param name="Sent">Told of every piece of a body that leaves.</param>
internal sealed record Exchange(Func<string> Document, TimeProvider Time, Task Repaired, Action<int> Sent)
{
    internal byte[] Bytes() => Encoding.UTF8.GetBytes(Document());

    /// <summary>The answer of a healthy issuer.</summary>
    internal HttpResponseMessage Answer() => Answer(Document(), "application/json");

    internal HttpResponseMessage Answer(string text, string mediaType)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        Sent(bytes.Length);
        var response = Answer(new ByteArrayContent(bytes));
        response.Content.Headers.ContentType = new MediaTypeHeaderValue(mediaType);
        return response;
    }

    internal HttpResponseMessage Answer(IAsyncEnumerable<ReadOnlyMemory<byte>> pieces)
    {
        var response = Answer(new StreamContent(new PieceStream(pieces, Sent)));
        response.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return response;
    }

    private static HttpResponseMessage Answer(HttpContent content) => new(HttpStatusCode.OK) { Content = content };
}
