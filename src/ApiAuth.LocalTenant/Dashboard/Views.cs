using ApiAuth.LocalTenant.Html.Forms;

namespace ApiAuth.LocalTenant.Dashboard;

/// <summary>What was asked for does not exist.</summary>
internal sealed record MissingView(string Sentence);

/// <summary>A form that did not come from a page of this tenant.</summary>
/// <param name="Address">Where it can be had again.</param>
internal sealed record StaleFormView(string Address);

/// <summary>A question before something is taken away.</summary>
internal sealed record ConfirmView
{
    public required string Title { get; init; }

    public required string Section { get; init; }

    /// <summary>Where Cancel leads.</summary>
    public required string Back { get; init; }

    public required string BackTitle { get; init; }

    public required string Sentence { get; init; }

    /// <summary>What else goes, one sentence each.</summary>
    public IReadOnlyList<string> Consequences { get; init; } = [];

    public required string Submit { get; init; }

    public Form Form { get; init; } = Form.Empty;
}
