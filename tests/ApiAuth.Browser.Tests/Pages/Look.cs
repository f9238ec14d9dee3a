namespace ApiAuth.Browser.Tests.Pages;

/// <summary>How a person looks at the pages.</summary>
public enum Look
{
    Light,
    Dark,
    Phone,
}

static class Looks
{
    public static ColorScheme Colors(this Look look) => look == Look.Dark ? ColorScheme.Dark : ColorScheme.Light;

    public static ViewportSize Window(this Look look) => look == Look.Phone ? new() { Width = 390, Height = 844 } : new() { Width = 1280, Height = 800 };
}
