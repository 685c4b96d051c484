using System.Collections.Immutable;
using Accel.Golden.Generation;
using Accel.Host.CompactEngine;
using Accel.Models;
using Layout = Accel.Kernels.CompactEngineLayout;

namespace Accel.Verification;

/// <summary>Vectors of the compact engine whose program is refused: its header or a layer says what cannot be, and the run ends with a status.</summary>
internal static class CompactBadPrograms
{
    /// <summary>The smallest network there is, with one cell changed.</summary>
    public static ImmutableArray<KernelCase> Of(CompactEngineLimits limits)
    {
        var sound = Network(limits);
        return
        [
            Header("no program", Layout.MagicCell, 0, Layout.StatusNoProgram),
            Header("unknown version", Layout.VersionCell, Layout.Version + 1, Layout.StatusUnknownVersion),
            Header("no tokens", Layout.TokensCell, 0, Layout.StatusSizeOverLimit),
            Header("one token too many", Layout.TokensCell, limits.Sizes.MaxTokens + 1, Layout.StatusSizeOverLimit),
            Header("one timestep too many", Layout.TimestepsCell, limits.Sizes.MaxTimesteps + 1, Layout.StatusSizeOverLimit),
            Header("too much leak", Layout.LeakCell, 3, Layout.StatusSizeOverLimit),
            Header("K over its width", Layout.KeyMaximumCell, 16, Layout.StatusSizeOverLimit),
            Header("no layers", Layout.LayerCountCell, 0, Layout.StatusDone),
            Layer("unknown operation", 1, Layout.OperationOffset, 3, Layout.StatusUnknownLayer),
            Layer("unknown neuron", 1, Layout.NeuronOffset, -1, Layout.StatusUnknownLayer),
            Layer("no outputs", 1, Layout.OutputTilesOffset, 0, Layout.StatusLayerOverLimit),
        ];

        KernelCase Header(string name, int cell, int value, int status)
        {
            uint[] memory = [.. sound.Memory];
            memory[cell] = (uint)value;
            return sound with { Name = $"recorded: {name}", Memory = memory, Widths = [], Expected = [ExpectedRegion.OfStatus(Layout.ResultCell + Layout.StatusOffset, status)] };
        }

        KernelCase Layer(string name, int layer, int offset, int value, int status)
            => Header(name, Layout.HeaderCells + (layer * Layout.LayerCells) + offset, value, status);
    }

    private static KernelCase Network(CompactEngineLimits limits)
    {
        var configuration = RandomConfiguration.Small(3) with { Image = new ImageShape(1, 2, 2), Stem = new LinearStem(1), Heads = 1, Dim = 8, MlpRatio = 1, Timesteps = 1, Depth = 1, LeakShift = 0, KBits = 4 };
        return EngineCase.Of("", 0, RandomModel.Create(configuration, 1), RandomInput.Create(configuration, 1), limits);
    }
}
