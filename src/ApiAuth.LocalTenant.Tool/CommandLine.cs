using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Parsing;
using System.Globalization;
using ApiAuth.LocalTenant.Tool.Init;
using ApiAuth.LocalTenant.Tool.Serve;

namespace ApiAuth.LocalTenant.Tool;

internal static class CommandLine
{
    private const int DefaultPort = 7006;

    public static Command Create(Terminal terminal)
    {
        var seed = new Option<string?>("--seed") { HelpName = "FILE", Description = "What the tenant knows, as JSON; \"local-tenant init\" writes one to begin with. Default: the APIs and applications of the samples." };
        var port = new Option<int>("--port")
        {
            HelpName = "N",
            Description = $"The port on 127.0.0.1; 0 takes any that is free. Default {DefaultPort}.",
            DefaultValueFactory = _ => DefaultPort,
            CustomParser = ReadPort,
        };
        var issuer = new Option<string?>("--issuer") { HelpName = "URI", Description = "The iss of every token. Default: the address that the tenant listens on." };
        var keyFile = new Option<string?>("--key-file") { HelpName = "FILE", Description = "Keeps the signing keys over restarts; made if it does not exist. Default: new keys at every start." };
        var control = new Option<bool>("--control-plane") { Description = "Serves /local: programs of this machine move the clock, inject faults, reset and sign any token." };
        var removeAlg = new Option<bool>("--remove-alg-from-jwks") { Description = "Leaves alg out of the JWKS, for APIs whose tokens are signed with RS512 or PS256." };
        var quiet = new Option<bool>("--quiet") { Description = "Does not list the requests as they come." };

        // No RootCommand: that goes by the name of the assembly, not of the command that is typed.
        var root = new Command("local-tenant", "A development authorization server in Auth0's shape, on this machine only. Never for production.")
        {
            seed, port, issuer, keyFile, control, removeAlg, quiet, new HelpOption(), new VersionOption(),
        };
        root.SetAction((given, cancellation) => new ServeCommand(terminal).RunAsync(
            new(given.GetValue(seed), given.GetValue(port), given.GetValue(issuer), given.GetValue(keyFile), given.GetValue(control), given.GetValue(removeAlg), given.GetValue(quiet)), cancellation));
        root.Subcommands.Add(Init(terminal));
        root.Subcommands.Add(Schema(terminal));
        return root;
    }

    private static Command Init(Terminal terminal)
    {
        var file = new Argument<string>("FILE") { Description = "Where to write it.", DefaultValueFactory = _ => "tenant.json" };
        var force = new Option<bool>("--force") { Description = "Writes over a file that is there." };
        var init = new Command("init", "Writes a seed file to begin with, and its schema beside it.") { file, force };
        init.SetAction(given => new InitCommand(terminal).Run(given.GetValue(file)!, given.GetValue(force)));
        return init;
    }

    private static Command Schema(Terminal terminal)
    {
        var schema = new Command("schema", "Prints the JSON Schema of seed files.");
        schema.SetAction(_ => terminal.WriteUnbroken(LocalTenantSeed.JsonSchema));
        return schema;
    }

    private static int ReadPort(ArgumentResult given)
    {
        if (int.TryParse(given.Tokens[0].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port <= 65535)
            return port;
        given.AddError("--port takes a number from 0 to 65535.");
        return 0;
    }
}
