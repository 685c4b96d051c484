using System.Collections.Immutable;
using Accel.Golden.Generation;
using Accel.Host.CompactEngine;
using Accel.Models;
using Choices = Accel.Kernels.CompactLayerLayout;
using Layout = Accel.Kernels.CompactEngineLayout;

namespace Accel.Verification;

/// <summary>Vectors of the compact engine whose program is refused: its header or a layer says what cannot be, and the run ends with a
/// status.</summary>
internal static class CompactBadPrograms
{
    /// <summary>The smallest network there is, with one cell changed.</summary>
    public static ImmutableArray<KernelCase> Of(CompactEngineLimits limits)
    {
        var sound = Network(limits);
        int firstLayer = (int)sound.Memory[Layout.LayerPointerCell];
        return
        [
            Header("no program", Layout.MagicCell, 0, Layout.StatusNoProgram),
            Header("unknown version", Layout.VersionCell, Layout.Version + 1, Layout.StatusUnknownVersion),
            Header("no tokens", Layout.TokensCell, 0, Layout.StatusSizeOverLimit),
            Header("one token too many", Layout.TokensCell, limits.Sizes.MaxTokens + 1, Layout.StatusSizeOverLimit),
            Header("one timestep too many", Layout.TimestepsCell, limits.Sizes.MaxTimesteps + 1, Layout.StatusSizeOverLimit),
            Header("other room for spikes", Layout.LastSpikeCell, (2 * limits.SpikeRoom) - 1, Layout.StatusSizeOverLimit),
            Header("too much leak", Layout.NeuronCell, 3, Layout.StatusSizeOverLimit),
            Header("K over its width", Layout.KeyMaximumCell, 16, Layout.StatusSizeOverLimit),
            Header("no layers", Layout.LayerCountCell, 0, Layout.StatusDone),
            Of("damaged header", [.. sound.Memory], Layout.KeyMaximumCell, 1, Layout.StatusDamaged),
            Layer("unknown operation", Choices.ChoicesOffset, 3, Layout.StatusUnknownLayer),
            Layer("unknown neuron", Choices.ChoicesOffset, 3 << Choices.NeuronBit, Layout.StatusUnknownLayer),
            Layer("no outputs", Choices.OutputsOffset, 0, Layout.StatusLayerOverLimit),
            Of("damaged layer", [.. sound.Memory], firstLayer + Choices.SumOffset + 1, 0, Layout.StatusDamaged),
        ];

        KernelCase Header(string name, int cell, int value, int status)
        {
            uint[] memory = [.. sound.Memory];
            memory[cell] = (uint)value;
            Seal(memory.AsSpan(Layout.LayerCountCell..Layout.HeaderCells));
            return Of(name, memory, cell, value, status);
        }

        KernelCase Layer(string name, int offset, int value, int status)
        {
            uint[] memory = [.. sound.Memory];
            memory[firstLayer + offset] = (uint)value;
            Seal(memory.AsSpan(firstLayer, Choices.LinearCells));
            return Of(name, memory, firstLayer + offset, value, status);
        }

        KernelCase Of(string name, uint[] memory, int cell, int value, int status)
        {
            memory[cell] = (uint)value;
            return sound with { Name = $"recorded: {name}", Memory = memory, Widths = [],
                Expected = [ExpectedRegion.OfStatus(Layout.ResultCell + Layout.StatusOffset, status)] };
        }
    }

    // The last two cells are the sum of those before, and the sum of all values that it had.
    private static void Seal(Span<uint> cells)
    {
        uint sum = 0, sums = 0;
        foreach (uint cell in cells[..^2])
        {
            sum += cell;
            sums += sum;
        }

        (cells[^2], cells[^1]) = (sum, sums);
    }

    private static KernelCase Network(CompactEngineLimits limits)
    {
        var configuration = RandomConfiguration.Small(3) with { Image = new ImageShape(1, 2, 2), Stem = new LinearStem(1), Heads = 1,
            Dim = 8, MlpRatio = 1, Timesteps = 1, Depth = 1, LeakShift = 0, KBits = 4 };
        return EngineCase.Of("", 0, RandomModel.Create(configuration, 1), RandomInput.Create(configuration, 1), limits);
    }
}
