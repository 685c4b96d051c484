namespace Accel.Host.Engine;

/// <summary>Where an engine with counters leaves them in its memory.</summary>
public abstract class CountRegion
{
    private protected CountRegion(int cell, int cells) => (Cell, Cells) = (cell, cells);

    /// <summary>First cell.</summary>
    public int Cell { get; }

    /// <summary>Number of cells.</summary>
    public int Cells { get; }

    /// <summary>What was counted in a run.</summary>
    /// <param name="cells">The <see cref="Cells"/> cells from <see cref="Cell"/> on, as the run left them.</param>
    /// <param name="cycles">Of the run.</param>
    /// <exception cref="ArgumentException">They are not as many.</exception>
    /// <exception cref="ProtocolErrorException">No run of so many cycles leaves such cells: they are damaged, or another run's.</exception>
    public EngineProfile Decode(ReadOnlySpan<uint> cells, long cycles)
        => cells.Length == Cells ? Profile(cells, cycles)
            : throw new ArgumentException($"the counters take {Cells} cells, not {cells.Length}", nameof(cells));

    private protected abstract EngineProfile Profile(ReadOnlySpan<uint> cells, long cycles);
}
