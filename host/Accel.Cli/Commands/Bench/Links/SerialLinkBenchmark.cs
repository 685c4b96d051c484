using System.Globalization;
using Accel.Host;
using Accel.Host.Engine;
using Accel.Host.Simulation.Serial;

namespace Accel.Cli;

/// <summary>The digit model's program and weights over the serial shell, with the line's bits in the simulation.</summary>
/// <param name="cyclesPerBit">The line's rate in clock cycles of a bit, at least 4.</param>
internal sealed class SerialLinkBenchmark(int cyclesPerBit) : ILinkBenchmark
{
    private const int BitsPerByte = 10;

    public string Link => "serial";

    public async Task<IReadOnlyList<LinkMeasurement>> MeasureAsync(EngineProgram program, CancellationToken cancellationToken)
    {
        const int ClockHz = SimulatedSerialDevice.ClockHz;
        int rate = ClockHz / cyclesPerBit, baseRate = rate / 3;
        using var device = new SimulatedSerialDevice((program.MemoryCells + 1023) / 1024 * 1024, baseRate);
        await using var link = new FramedLink(device.Line(), new SerialLineOptions { BaseBaudRate = baseRate, BaudRate = rate, AnswerTimeout = TimeSpan.FromSeconds(10) });
        await link.HelloAsync(cancellationToken).ConfigureAwait(false);
        long begun = device.Board.Cycle;
        await link.WriteAsync(0, program.Cells.AsMemory(), cancellationToken).ConfigureAwait(false);
        long cycles = device.Board.Cycle - begun;
        long bytes = sizeof(uint) * (long)program.Cells.Length;
        string name = string.Create(CultureInfo.InvariantCulture, $"serial, {link.Statistics.BaudRate:N0} baud");
        return [new LinkMeasurement(name, bytes, cycles, (double)bytes * BitsPerByte * cyclesPerBit / cycles, null)];
    }
}
