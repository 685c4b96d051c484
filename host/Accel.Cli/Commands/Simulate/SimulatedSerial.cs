using System.CommandLine;
using Accel.Generation;
using Accel.Host.Simulation;
using Accel.Host.Simulation.Serial;

namespace Accel.Cli;

/// <summary><c>accel simulate --serial</c>: the engine, or a kernel of the user's, in the serial shell's RTL, bit by bit, behind a port
/// that other programs open, until it is interrupted. Idle, it costs nothing.</summary>
/// <param name="cells">Cells of the memory.</param>
internal sealed class SimulatedSerial(Option<int?> cells)
{
    private const int DefaultBaudRate = 115_200, DefaultCells = 1 << 18;

    private readonly Option<bool> _serial = new("--serial")
    {
        Description =
            "a board with the engine, or the kernel of --source, behind a serial port (a pseudo-terminal), until Ctrl-C, in place of "
                + "a vector",
    };

    private readonly Option<string?> _link = new("--link") { Description = "--serial: make this symbolic link to the port" };
    private readonly Option<int?> _baud = CommonOptions.AtLeastOne(new Option<int?>("--baud") { Description = $"--serial: the rate at which the board begins; default {DefaultBaudRate}" });

    internal void AddTo(Command command)
    {
        foreach (var option in (ReadOnlySpan<Option>)[_serial, _link, _baud])
        {
            command.Add(option);
        }

        command.Validators.Add(line =>
        {
            if (!line.GetValue(_serial) && SimulateCommand.Given(line, _link, _baud) is { } alone)
            {
                line.AddError($"{alone} is for a simulated board: --serial is missing");
            }
        });
    }

    /// <summary>Whether this is what is simulated.</summary>
    internal Option<bool> Wanted => _serial;

    internal bool IsWanted(ParseResult line) => line.GetValue(_serial);

    internal async Task<int> RunAsync(Invocation invocation, Func<GeneratedKernel> generate, CancellationToken cancellationToken)
    {
        if (!OperatingSystem.IsLinux())
        {
            throw new UsageException("--serial: the port is a pseudo-terminal of Linux, which this system has not", "accel demo --device sim:");
        }

        var line = invocation.Line;
        int baudRate = line.GetValue(_baud) ?? DefaultBaudRate, memoryCells = line.GetValue(cells) ?? DefaultCells;
        string? link = line.GetValue(_link);
        RequireFree(link);
        GeneratedKernel kernel = null!;
        using var device = await new Steps(invocation.Console, 1)
            .RunAsync("generate the board", () => Task.Run(() => Create(kernel = generate(), memoryCells, baudRate), cancellationToken))
            .ConfigureAwait(false);
        await using var port = new SimulatedSerialPort(device.Board, SimulatedSerialDevice.ClockHz);
        if (link is not null)
        {
            // One that an earlier run left behind is replaced.
            File.Delete(link);
            File.CreateSymbolicLink(link, port.Path);
        }

        try
        {
            Announce(invocation, kernel, $"serial:{link ?? port.Path}{(baudRate == DefaultBaudRate ? "" : $"?base={baudRate}")}");
            await port.Ended.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // That is how it ends.
        }
        finally
        {
            if (link is not null && new FileInfo(link).LinkTarget == port.Path)
            {
                File.Delete(link);
            }
        }

        return ExitCode.Ok;
    }

    // Before the board is made. A file of the user's is not replaced, nor the link of a board that runs.
    private static void RequireFree(string? link)
    {
        if (link is null)
        {
            return;
        }

        string name = PlainText.Name(link);
        if (new FileInfo(link).LinkTarget is { } target)
        {
            if (Path.Exists(Path.Combine(Path.GetDirectoryName(Path.GetFullPath(link))!, target)))
            {
                throw new UsageException(
                    $"--link {name}: it leads to {PlainText.Name(target)}, which is there: another board has this link",
                    "name another link, or remove this one if nothing uses it");
            }
        }
        else if (Path.Exists(link))
        {
            throw new UsageException(
                $"--link {name}: there is a {(Directory.Exists(link) ? "folder" : "file")} of that name, which is not replaced",
                "name another link");
        }
        else if (!Directory.Exists(Path.GetDirectoryName(Path.GetFullPath(link))))
        {
            throw new UsageException($"--link {name}: the folder in which it would lie does not exist",
                "make the folder, or name another link");
        }

        OutputOption.RequireRoom("--link", link, Path.GetDirectoryName(Path.GetFullPath(link))!);
    }

    private static void Announce(Invocation invocation, GeneratedKernel kernel, string address)
    {
        if (invocation.Json)
        {
            invocation.Console.WriteJson(new { Device = address });
        }
        else
        {
            invocation.Console.Output.WriteLine(address);
        }

        invocation.Console.Say($"a board is at {address}; Ctrl-C ends it. {Use(kernel, address, "accel demo --no-ghdl")}");
    }

    /// <summary>What to do with a simulated device.</summary>
    internal static string Use(GeneratedKernel kernel, string address, string command) => KernelGenerator.Engines.Contains(kernel.Kernel)
        ? $"In another terminal: {command} --device {address}"
        : $"In C#: AccelDevice.OpenAsync(\"{address}\", new DeviceOptions {{ Kernel = typeof({kernel.Kernel}) }})";

    private static SimulatedSerialDevice Create(GeneratedKernel kernel, int memoryCells, int baudRate)
    {
        try
        {
            return new SimulatedSerialDevice(SimulatedDesign.Of(kernel), memoryCells, baudRate);
        }
        catch (ArgumentException e)
        {
            throw new UsageException($"--serial: {e.Message}");
        }
    }
}
