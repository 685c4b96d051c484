using System.CommandLine;
using System.Globalization;
using Accel.Verification;
using Spectre.Console;

namespace Accel.Cli;

/// <summary><c>accel bench networks</c>: the networks that engines are measured with, as files, and how active they are.</summary>
internal static class BenchNetworksCommand
{
    private const int MostImages = 1000;

    internal static Command Create(CliConsole console)
    {
        var networks = new NetworkOptions();
        var images = CommonOptions.Within(
            new Option<int>("--images")
            {
                Description = "so many images of the seed are measured; thresholds are set on the first",
                DefaultValueFactory = static _ => 1,
            },
            1,
            MostImages);
        var output = new OutputOption("--output", isFolder: true)
        {
            Description = "the folder to write the models (.safetensors) and images (.npy) to",
        };
        var command = new Command(
            "networks",
            "Makes the networks that engines are measured with, and shows how often their neurons fire and the additions per image.");
        networks.AddTo(command);
        command.Add(images);
        command.Add(output);
        return CliCommand.With(command, console, (invocation, cancellationToken) =>
        {
            var choices = networks.Of(invocation.Line);
            var steps = new Steps(invocation.Console, choices.Count);
            return MeasuredRun.RunAsync<MeasuredNetwork>(
                invocation,
                async rows =>
                {
                    foreach (var choice in choices)
                    {
                        string title = $"{choice.Network.Name}, {choice.Activity.Name}, {choice.WeightBits} bits, seed {choice.Seed}";
                        rows.Add(await steps.RunAsync(title, () => Task.Run(
                            () => MeasuredNetwork.Make(
                                choice, invocation.Line.GetValue(images), invocation.Line.GetValue(output), cancellationToken),
                            cancellationToken)).ConfigureAwait(false));
                    }
                },
                new(measured => Print(invocation.Console, measured)) { Unit = "networks were made" },
                cancellationToken);
        });
    }

    private static void Print(CliConsole console, List<MeasuredNetwork> measured)
    {
        foreach (var network in measured)
        {
            console.Output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{network.Name}: {network.Weights:N0} weights, made in {network.CreateSeconds:0.0} s; {Golden(network)}"));
            var table = new Table().Border(TableBorder.Simple)
                .AddColumns("layer", "reads", "kept", "fires", "gated additions", "shared", "factor", "dense additions");
            foreach (var l in network.Layers.Append(network.Total))
            {
                table.AddRow(
                    Cell.Of(l.Layer), Percent(l.Reads), Percent(l.Kept), Percent(l.Fires), Number(l.Gated), Number(l.Shared),
                    l.Sharing is { } sharing ? sharing.ToString("0.00", CultureInfo.InvariantCulture) : "-", Number(l.Dense));
            }

            console.Tables.Write(table);
            if (network.File is not null)
            {
                console.Output.WriteLine($"written to {PlainText.Name(network.File)}, images beside it");
            }
        }

        console.Output.WriteLine(
            "Reads: the share of a layer's inputs that are set; kept: the share of a timestep's spikes among them that the next has too;\n"
            + "fires: the share of its neurons' outputs that are set, behind the pool; shared: gated additions when timesteps share\n"
            + "sums; factor: how many times fewer these are.");
    }

    private static string Golden(MeasuredNetwork network) => string.Create(
        CultureInfo.InvariantCulture,
        $"images measured: {network.Images}, the golden model takes {network.GoldenSeconds:0.00} s for one");

    private static string Percent(double? share) => share is { } s ? (100 * s).ToString("0.0", CultureInfo.InvariantCulture) + " %" : "-";

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
