using System.Buffers.Binary;
using System.Diagnostics;
using Accel.Host;
using Accel.ToolRunners;

namespace Accel.Verification;

/// <summary>
/// The serial line of a device that Verilator simulates from its bitstream, bit by bit on its pins, in a process of its own.
/// </summary>
public sealed class SimulatedBitstream : IByteTransport
{
    private const string BenchFile = "serial_device.cpp", ResetFile = "reset_pin.h";
    private const int MostBytes = byte.MaxValue;

    private readonly ToolDirectory _directory;
    private readonly Process _process;
    private readonly long _clockHz;

    private SimulatedBitstream(ToolDirectory directory, Process process, long clockHz) => (_directory, _process, _clockHz) = (directory, process, clockHz);

    /// <summary>The first program that is not installed, or null when bitstreams can be simulated.</summary>
    public static ToolRunner? Missing => new ToolRunner[] { new IceBox(), new Yosys() }.FirstOrDefault(static t => !t.IsAvailable) ?? new Verilator().Missing;

    /// <inheritdoc/>
    public string Name => "bitstream in Verilator";

    /// <summary>Reads a bitstream back and compiles it, which takes about a minute, and applies power.</summary>
    /// <exception cref="ToolFailedException">A tool refuses what the one before it has written.</exception>
    public static SimulatedBitstream Open(DeviceBitstream bitstream, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(bitstream);
        var directory = new ToolDirectory();
        try
        {
            string netlist = BitstreamVerilog.Write(directory, bitstream, cancellationToken);
            var program = new Verilator().Build(directory.Path, netlist, BitstreamVerilog.Module, Bench(directory, bitstream.Reset), null, cancellationToken);
            var process = Process.Start(new ProcessStartInfo(program.Path ?? throw new FileNotFoundException("Verilator has built no program", program.Program))
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                UseShellExecute = false,
            })!;
            var device = new SimulatedBitstream(directory, process, bitstream.ClockHz);
            device.SetRate(bitstream.BaseBaud);
            return device;
        }
        catch
        {
            directory.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken = default)
    {
        for (int offset = 0; offset < bytes.Length; offset += MostBytes)
        {
            var piece = bytes.Slice(offset, Math.Min(MostBytes, bytes.Length - offset));
            await _process.StandardInput.BaseStream.WriteAsync((byte[])[(byte)'D', (byte)piece.Length, .. piece.Span], cancellationToken).ConfigureAwait(false);
        }

        await _process.StandardInput.BaseStream.FlushAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        => _process.StandardOutput.BaseStream.ReadAsync(buffer, cancellationToken);

    /// <inheritdoc/>
    public async ValueTask SetBaudRateAsync(int baudRate, CancellationToken cancellationToken = default)
    {
        // A simulation that does not read holds the write up; the caller's deadline must still count.
        await Task.Run(() => SetRate(baudRate), cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public void DiscardInput()
    {
        // What has come is a few bytes, and the reader drops what is no frame.
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync(CancellationToken.None).ConfigureAwait(false);
        }

        _process.Dispose();
        _directory.Dispose();
    }

    // The simulation changes the rate when all bytes before have left.
    private void SetRate(int baudRate)
    {
        byte[] command = [(byte)'R', 0, 0, 0, 0];
        BinaryPrimitives.WriteUInt32LittleEndian(command.AsSpan(1), (uint)Math.Round(_clockHz * 256.0 / baudRate));
        _process.StandardInput.BaseStream.Write(command);
        _process.StandardInput.BaseStream.Flush();
    }

    private static string Bench(ToolDirectory directory, ResetPin? reset)
    {
        directory.Write(ResetFile, reset is null ? "" : $"#define RESET {reset.Port}\n#define RESET_RELEASED {(reset.ActiveLow ? 1 : 0)}\n");
        using var stream = typeof(SimulatedBitstream).Assembly.GetManifestResourceStream(BenchFile)!;
        using var reader = new StreamReader(stream);
        return directory.Write(BenchFile, reader.ReadToEnd());
    }
}
