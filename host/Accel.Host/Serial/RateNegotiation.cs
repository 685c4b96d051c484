using System.Collections.Immutable;
using Accel.Host.Protocol;
using Accel.Interfaces;

namespace Accel.Host.Serial;

/// <summary>
/// Finds the highest rate at which a device and the line between understand each other: RATE, then HELLO at the new rate. When that brings
/// no answer, the exchange falls back to the base rate by itself, and HELLO is answered there: then the next lower rate is tried.
/// </summary>
internal sealed class RateNegotiation(
    FrameExchange exchange, SerialLineOptions options, ProtocolIdentity identity, Func<CancellationToken, Task<ProtocolIdentity>> greet)
{
    private const int FractionBits = 8;
    private const uint FewestCycles = 4 << FractionBits;

    // What serial adapters have; a rate that was asked for is tried first.
    private static readonly ImmutableArray<int> _usual = [12_000_000, 6_000_000, 4_000_000, 3_000_000, 2_000_000, 1_000_000, 921_600, 460_800];

    /// <summary>Raises the rate.</summary>
    internal async Task RaiseAsync(CancellationToken cancellationToken)
    {
        if (options.BaudRate == options.BaseBaudRate)
        {
            return;
        }

        foreach (int rate in _usual.Where(r => r < options.BaudRate).Prepend(options.BaudRate))
        {
            if (CyclesOf(rate) is { } cycles && cycles >= FewestCycles && cycles <= identity.BaseRate / 3 && await TryAsync(rate, cycles, cancellationToken).ConfigureAwait(false))
            {
                return;
            }
        }
    }

    private async Task<bool> TryAsync(int rate, uint cycles, CancellationToken cancellationToken)
    {
        try
        {
            var command = new PendingCommand(FrameType.Rate, Payloads.OfCells(cycles)) { NewBaudRate = rate };
            await exchange.SendAsync(command, cancellationToken).ConfigureAwait(false);
        }
        catch (ProtocolErrorException e) when (e.Code == DeviceErrorCode.OutOfRange)
        {
            return false;
        }

        await greet(cancellationToken).ConfigureAwait(false);
        return exchange.Statistics.BaudRate == rate;
    }

    private uint? CyclesOf(int rate)
    {
        double cycles = Math.Round((double)identity.Device.ClockHz * (1 << FractionBits) / rate);
        return cycles is >= 1 and < uint.MaxValue ? (uint)cycles : null;
    }
}
