using System.Globalization;
using Spectre.Console;

namespace ApiAuth.LocalTenant.Tool.Serve;

/// <summary>What a newcomer needs: the addresses, who may do what, and a line that works.</summary>
internal sealed class Welcome(Terminal terminal, LocalTenantServer server, ServeOptions asked)
{
    private static readonly Style Dim = new(Color.Grey);
    private static readonly Style Bold = new(decoration: Decoration.Bold);

    private readonly LocalTenantSeed seed = server.Tenant.Store.Current;

    public void Write(TimeSpan start)
    {
        terminal.Output.Write(new Text("Local tenant", Bold));
        terminal.Output.Write(new Text(string.Create(CultureInfo.InvariantCulture, $"  ready in {start.TotalSeconds:0.0} s, for development on this machine only\n\n"), Dim));
        WriteAddresses();
        WriteApis();
        WriteApplications();
        WriteUsers();
        WriteLines();
    }

    private void WriteAddresses()
    {
        Line("Issuer", server.Issuer);
        if (server.Issuer != server.Address.ToString())
            Line("Listens on", server.Address.ToString());
        Line("Discovery", At(TenantPaths.OpenIdConfiguration));
        Line("Dashboard", At(TenantPaths.Dashboard));
        Line("Management", server.Issuer + "api/v2/");
        if (asked.ControlPlane)
            Line("Control", At("/local/clock, /local/faults, /local/requests, /local/reset, /local/sign, /local/token"));
        Line("Keys", asked.KeyFile ?? "new at every start; --key-file keeps them");
        Line("Seed", asked.Seed ?? "the samples; local-tenant init writes one of your own");
    }

    private void WriteApis() => WriteColumns(
        "APIs",
        seed.ResourceServers.Select(api => new[] { api.Identifier, api.Name ?? "", string.Join(' ', api.Scopes.Select(scope => scope.Value)) }));

    // Two lines each: what it is and may get; what it signs in with, which has to be copied.
    private void WriteApplications()
    {
        Heading("Applications");
        foreach (var client in seed.Clients.Append(Management).OfType<Client>())
        {
            terminal.WriteUnbroken($"{client.Name}: {May(client)}");
            terminal.Output.Write(new Text("  client_id ", Dim));
            terminal.Output.Write(new Text(client.ClientId));
            terminal.Output.Write(new Text(WithoutSecret(client) ?? "  client_secret ", Dim));
            terminal.WriteUnbroken(client.ClientSecret ?? "");
        }
    }

    private static string? WithoutSecret(Client client) => client switch
    {
        { TokenEndpointAuthMethod: TokenEndpointAuthMethod.PrivateKeyJwt } => "  signs with its private key",
        { ClientSecret: null } => "  public, without secret",
        _ => null,
    };

    private void WriteUsers() => WriteColumns("Users", seed.Users.Select(user => new[] { user.Email, user.Password ?? "no password", user.UserId }));

    private void WriteLines()
    {
        Heading("Try it");
        terminal.WriteUnbroken(TokenRequest());
        terminal.Output.Write(new Text("\nCtrl+C stops it.\n", Dim));
    }

    private void WriteColumns(string title, IEnumerable<string[]> entries)
    {
        Heading(title);
        var rows = entries.ToList();
        if (rows.Count == 0)
            terminal.Output.Write(new Text("none\n", Dim));
        foreach (var row in rows)
            terminal.WriteUnbroken(string.Concat(row.Select((cell, column) => cell.PadRight(rows.Max(other => other[column].Length) + 3))).TrimEnd());
    }

    private void Heading(string title) => terminal.Output.Write(new Text($"\n{title}\n", Bold));

    private void Line(string name, string value)
    {
        terminal.Output.Write(new Text($"{name,-12}", Dim));
        terminal.WriteUnbroken(value);
    }

    private Client? Management => server.Tenant.ManagementClient;

    // What the application can get, in the order in which people look for it.
    private string May(Client client)
    {
        if (client == Management)
            return "everything at the Management API";
        var grants = seed.ClientGrants.Where(grant => grant.ClientId == client.ClientId).Select(grant => $"{grant.Audience} {string.Join(' ', grant.Scope)}");
        return string.Join("; ", grants.DefaultIfEmpty(string.Join(' ', client.GrantTypes)));
    }

    private string TokenRequest()
    {
        var (client, audience) = MachineClient() is { } machine ? machine : (Management, server.Issuer + "api/v2/");
        return client is null
            ? $"curl -s {At(TenantPaths.OpenIdConfiguration)}"
            : $"curl -s {At(TenantPaths.Token)} -d grant_type=client_credentials -d client_id={client.ClientId} -d client_secret={Quoted(client.ClientSecret!)} -d audience={Quoted(audience)}";
    }

    private (Client? Client, string Audience)? MachineClient()
    {
        foreach (var grant in seed.ClientGrants.Where(grant => grant.SubjectType == SubjectType.Client))
        {
            if (seed.Clients.FirstOrDefault(client => client.ClientId == grant.ClientId && client.ClientSecret is not null && client.GrantTypes.Contains(GrantType.ClientCredentials)) is { } client)
                return (client, grant.Audience);
        }

        return null;
    }

    private string At(string path) => server.Address.ToString().TrimEnd('/') + path;

    // For a shell, and as form-encoding has it; most values need neither.
    private static string Quoted(string value) => value.All(letter => char.IsAsciiLetterOrDigit(letter) || "-._~:/".Contains(letter)) ? value : $"'{Uri.EscapeDataString(value)}'";
}
