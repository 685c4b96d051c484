using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Accel.Generation;
using Accel.Host.Simulation.Pcie;

namespace Accel.Cli;

/// <summary><c>accel simulate --pcie</c>: the engine, or a kernel of the user's, in the PCIe shell's RTL, behind files like those of the
/// XDMA driver, until it is interrupted.</summary>
internal sealed class SimulatedPcie
{
    private readonly Option<bool> _pcie = new("--pcie")
    {
        Description =
            "a device with the engine, or the kernel of --source, behind emulated XDMA files, until Ctrl-C, in place of a vector",
    };

    private readonly Option<string?> _mount = new("--mount") { Description = "--pcie: an empty folder for the device's files; default a temporary one" };
    private readonly Option<int?> _cells = CommonOptions.AtLeastOne(new Option<int?>("--cells") { Description = "--pcie, --serial: cells of the memory, a multiple of 1,024; default 4,194,304 and 262,144" });
    private readonly Option<bool> _counts = new("--counts")
    {
        Description = "--pcie, --serial: the engine has counters, for infer --profile",
    };

    private readonly Option<double?> _bandwidth = new("--bytes-per-cycle") { Description = "--pcie: what the link moves in a cycle, each way; default 32 (PCIe 3.0 x4 at 100 MHz)" };
    private readonly Option<PcieFault> _fault = new("--fault") { Description = "--pcie: what the driver does wrong (none, shortTransfers, timeOuts, linkLost)" };
    private readonly Option<bool> _plainFiles = new("--plain-files") { Description = "--pcie: plain files in place of FUSE, as where there is none" };
    private readonly OutputOption _timeline = new("--timeline")
        { Description = "--pcie: at the end, write what went on when into this file (.json or .html)" };

    internal SimulatedPcie()
    {
        _bandwidth.Validators.Add(static result =>
        {
            if (result.Tokens is [var token] && double.TryParse(token.Value, CultureInfo.InvariantCulture, out double value) && value is not (> 0 and <= 1e6))
            {
                result.AddError(string.Create(CultureInfo.InvariantCulture, $"--bytes-per-cycle {value}: it must lie above 0 and up to 1,000,000"));
            }
        });
        _cells.Validators.Add(static result =>
        {
            if (result.Tokens is [var token] && int.TryParse(token.Value, CultureInfo.InvariantCulture, out int value) && (value % 1024 != 0 || value > 1 << 28))
            {
                result.AddError(string.Create(CultureInfo.InvariantCulture, $"--cells {value}: it must be a multiple of 1024 up to {1 << 28}"));
            }
        });
        _timeline.Validators.Add(static result =>
        {
            if (result.Tokens is [var token] && Path.GetExtension(token.Value) is not (".json" or ".html"))
            {
                result.AddError($"--timeline {token.Value}: the name must end in .json or .html");
            }
        });
    }

    /// <summary>Every simulated device has a memory.</summary>
    internal Option<int?> Cells => _cells;

    /// <summary>Every engine can have counters.</summary>
    internal Option<bool> Counts => _counts;

    internal void AddTo(Command command)
    {
        foreach (var option in new Option[] { _pcie, _mount, _cells, _counts, _bandwidth, _fault, _plainFiles, _timeline })
        {
            command.Add(option);
        }
    }

    /// <summary>Whether this is what is simulated.</summary>
    internal Option<bool> Wanted => _pcie;

    /// <summary>Options that mean nothing without it.</summary>
    internal IEnumerable<Option> Others => [_mount, _bandwidth, _fault, _plainFiles, _timeline];

    internal bool IsWanted(ParseResult line) => line.GetValue(_pcie);

    internal async Task<int> RunAsync(Invocation invocation, Func<GeneratedKernel> generate, CancellationToken cancellationToken)
    {
        string? given = invocation.Line.GetValue(_mount);
        RequireEmpty(given);
        var steps = new Steps(invocation.Console, 1);
        var kernel = await steps.RunAsync("generate the kernel", () => Task.Run(generate, cancellationToken)).ConfigureAwait(false);
        var defaults = new PcieEmulatorOptions();
        var options = new PcieEmulatorOptions
        {
            MemoryCells = invocation.Line.GetValue(_cells) ?? defaults.MemoryCells,
            BytesPerCycle = invocation.Line.GetValue(_bandwidth) ?? defaults.BytesPerCycle,
            Fault = invocation.Line.GetValue(_fault),
        };
        string folder = given is null ? Directory.CreateTempSubdirectory("accel-xdma-").FullName : Directory.CreateDirectory(given).FullName;
        Timeline timeline;
        if (XdmaFiles.WhyUnavailable() is { } why || invocation.Line.GetValue(_plainFiles))
        {
            using var files = new SharedXdmaFiles(kernel, options, folder);
            string reason = XdmaFiles.WhyUnavailable() ?? "--plain-files";
            await ServeAsync(
                invocation, (files.Address, kernel), "plain", $"plain files, {reason}: transfers take no cycles", cancellationToken)
                .ConfigureAwait(false);
            timeline = files.Device.Timeline;
        }
        else
        {
            using var device = new PcieEmulator(kernel, options);
            using var files = new XdmaFiles(device, folder, options.Fault);
            await ServeAsync(invocation, (files.Address, kernel), "fuse", "files served by FUSE", cancellationToken).ConfigureAwait(false);
            timeline = device.Timeline;
        }

        if (given is null)
        {
            Directory.Delete(folder);
        }

        await EndAsync(invocation, timeline).ConfigureAwait(false);
        return ExitCode.Ok;
    }

    // Before the engine is made. What a device's files would hide is not to be hidden.
    private static void RequireEmpty(string? folder)
    {
        if (folder is null)
        {
            return;
        }

        string full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)), name = PlainText.Name(folder);
        const string Mounts = "/proc/self/mounts";
        if (File.Exists(Mounts) && File.ReadLines(Mounts)
            .Any(line => line.Split(' ') is [_, var place, ..] && place.Replace("\\040", " ", StringComparison.Ordinal) == full))
        {
            throw new UsageException(
                $"--mount {name}: something is mounted there, another device or what is left of one",
                $"name another folder, or end the other device; fusermount3 -u {name}");
        }

        if (File.Exists(full))
        {
            throw new UsageException($"--mount {name}: it is a file", "name an empty folder, or one that does not exist yet");
        }

        if (Directory.Exists(full) && Directory.EnumerateFileSystemEntries(full).Any())
        {
            throw new UsageException($"--mount {name}: the folder is not empty", "name an empty folder, or one that does not exist yet");
        }

        OutputOption.RequireRoom("--mount", folder, full);
    }

    private static async Task ServeAsync(
        Invocation invocation, (string Address, GeneratedKernel Kernel) device, string files, string how,
        CancellationToken cancellationToken)
    {
        string address = device.Address;
        if (invocation.Json)
        {
            invocation.Console.WriteJson(new { Device = address, Files = files });
        }
        else
        {
            invocation.Console.Output.WriteLine(address);
        }

        invocation.Console.Say(
            $"a PCIe device is at {address} ({how}); Ctrl-C ends it. {SimulatedSerial.Use(device.Kernel, address, "accel demo")}");
        await Task.Delay(Timeout.Infinite, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task EndAsync(Invocation invocation, Timeline timeline)
    {
        invocation.Console.Say(string.Create(
            CultureInfo.InvariantCulture,
            $"{timeline.Spans.Count(static s => s.Kind == TimelineKind.Job)} jobs, {timeline.PayloadBytes:N0} bytes in {timeline.Cycles:N0} cycles; link busy {timeline.LinkBusy:P1}, kernel busy {timeline.KernelBusy:P1}, overlap {timeline.Overlap:P1}"));
        if (invocation.Line.GetValue(_timeline) is { } path)
        {
            string text = Path.GetExtension(path) == ".html"
                ? TimelinePage.Write(timeline, "Emulated PCIe device")
                : JsonSerializer.Serialize(timeline, JsonFormat.Document) + "\n";
            WholeFile.Write(path, text);
            invocation.Console.Say($"wrote {path}");
        }
    }
}
