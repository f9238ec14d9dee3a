namespace ApiAuth.LocalTenant.Pages;

/// <summary>The login page.</summary>
/// <param name="Application">Who sent the user.</param>
/// <param name="Email">What to fill in; null for nothing.</param>
/// <param name="Problem">Why the page is shown again; null the first time.</param>
/// <param name="Users">Those who can sign in here: the tenant is for development, so it says who exists.</param>
internal sealed record LoginView(string Application, string? Email, string? Problem, IReadOnlyList<User> Users);

/// <summary>The page on which a user chooses a new password.</summary>
/// <param name="Application">Who sent the user.</param>
/// <param name="Account">The user, as the user knows it.</param>
/// <param name="Problem">Why the page is shown again; null the first time.</param>
internal sealed record ChangePasswordView(string Application, string Account, string? Problem);

/// <summary>The consent page.</summary>
/// <param name="Application">Who asks.</param>
/// <param name="Tenant">Whose account it is about.</param>
/// <param name="Account">The user, as the user knows it.</param>
/// <param name="Groups">What is asked for, by API.</param>
/// <param name="IsThirdParty">Whether the application belongs to somebody else than the tenant.</param>
/// <param name="Callback">Where the user goes next, in either case.</param>
internal sealed record ConsentView(string Application, string Tenant, string Account, IReadOnlyList<ConsentGroup> Groups, bool IsThirdParty, string Callback);

/// <summary>What an application may do at one API, or apart from any.</summary>
/// <param name="Title">The API's name; null for what is not about an API.</param>
/// <param name="Items">In the order asked for.</param>
internal sealed record ConsentGroup(string? Title, IReadOnlyList<ConsentItem> Items);

/// <summary>One line of the consent page.</summary>
/// <param name="Scope">The scope, or several that are told in one line.</param>
/// <param name="Text">What it means.</param>
internal sealed record ConsentItem(string Scope, string Text);

/// <summary>A refusal that the user sees, because no application can be told.</summary>
/// <param name="Error">The code.</param>
/// <param name="Description">What is wrong.</param>
/// <param name="Application">Whose request it was; null where that is not known.</param>
internal sealed record ErrorView(string Error, string Description, string? Application);

/// <summary>The user is signed out and stays here.</summary>
internal sealed record SignedOutView;

/// <summary>A form that the browser sends to the application (OAuth 2.0 Form Post Response Mode).</summary>
/// <param name="Application">Who gets it.</param>
/// <param name="Action">The callback.</param>
/// <param name="Fields">The answer.</param>
/// <param name="Nonce">What lets the page's script run.</param>
internal sealed record FormPostView(string Application, string Action, IReadOnlyList<KeyValuePair<string, string>> Fields, string Nonce);

/// <summary>A message to the window that opened this one.</summary>
/// <param name="Origin">The only origin that gets it.</param>
/// <param name="Message">JSON.</param>
/// <param name="Nonce">What lets the page's script run.</param>
internal sealed record WebMessageView(string Origin, string Message, string Nonce);
