using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace ApiAuth.LocalTenant.Html;

/// <summary>Hands the context and the view down to the page. Cascaded, because a component's parameters must be public and these types are not.</summary>
internal sealed class PageBody<TPage, TView> : ComponentBase
    where TPage : IComponent
{
    [Parameter]
    public required PageContext Context { get; set; }

    [Parameter]
    public required TView View { get; set; }

    protected override void BuildRenderTree(RenderTreeBuilder builder) => Cascade(builder, Context, child => Cascade(child, View, Page));

    private static void Page(RenderTreeBuilder builder)
    {
        builder.OpenComponent<TPage>(0);
        builder.CloseComponent();
    }

    private static void Cascade<TValue>(RenderTreeBuilder builder, TValue value, RenderFragment child)
    {
        builder.OpenComponent<CascadingValue<TValue>>(0);
        builder.AddComponentParameter(1, nameof(CascadingValue<>.Value), value);
        builder.AddComponentParameter(2, nameof(CascadingValue<>.IsFixed), true);
        builder.AddComponentParameter(3, nameof(CascadingValue<>.ChildContent), child);
        builder.CloseComponent();
    }
}
