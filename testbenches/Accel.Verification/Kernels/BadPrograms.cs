using System.Collections.Immutable;
using Accel.Golden.Generation;
using Accel.Host.EventEngine;
using Accel.Models;
using Layout = Accel.Kernels.SpikingTransformerEngineLayout;
using Step = Accel.Kernels.EngineStepLayout;

namespace Accel.Verification;

/// <summary>Vectors of the engine whose program is refused: its header or a step says what cannot be, and the run ends with a
/// status.</summary>
internal static class BadPrograms
{
    /// <summary>The smallest network there is, with one cell changed and, but for damage, its checks made right again.</summary>
    public static ImmutableArray<KernelCase> Of(EventEngineLimits limits)
    {
        var sound = Network(limits);
        int firstStep = (int)sound.Memory[Layout.StepPointerCell];
        return
        [
            Header("no program", Layout.MagicCell, 0, Layout.StatusNoProgram),
            Header("unknown version", Layout.VersionCell, Layout.Version + 1, Layout.StatusUnknownVersion),
            Header("one timestep too many", Layout.TimestepsCell, limits.MaxTimesteps + 1, Layout.StatusHeaderOverLimit),
            Header("too much leak", Layout.NeuronCell, 3, Layout.StatusHeaderOverLimit),
            Header("K over its width", Layout.KeyMaximumCell, 1 << limits.KeyBits, Layout.StatusHeaderOverLimit),
            Header("no steps", Layout.StepCountCell, 0, Layout.StatusHeaderOverLimit),
            StepOf("unknown kind", 1, Step.KindOffset, 99, Layout.StatusUnknownStep),
            StepOf("no timesteps", 1, Step.TimestepsOffset, 0, Layout.StatusStepOverLimit),
            Changed("a damaged header", Layout.TokensCell, 1 << 20, Layout.StatusDamaged, static _ => { }),
            Changed("a damaged step", firstStep + Step.Cells + Step.KindOffset, 99, Layout.StatusDamaged, static _ => { }),
        ];

        KernelCase Header(string name, int cell, int value, int status)
            => Changed(name, cell, value, status, static memory => ProgramChecks.SealHeader(memory));

        KernelCase StepOf(string name, int step, int offset, int value, int status)
        {
            int first = firstStep + (step * Step.Cells);
            return Changed(name, first + offset, value, status, memory => ProgramChecks.Seal(memory.AsSpan(first, Step.Cells)));
        }

        KernelCase Changed(string name, int cell, int value, int status, Action<uint[]> seal)
        {
            uint[] memory = [.. sound.Memory];
            memory[cell] = (uint)value;
            seal(memory);
            return sound with
            {
                Name = $"recorded: {name}", Memory = memory, Widths = [],
                Expected = [ExpectedRegion.OfStatus(Layout.ResultCell + Layout.StatusOffset, status)],
            };
        }
    }

    private static KernelCase Network(EventEngineLimits limits)
    {
        var configuration = RandomConfiguration.Small(3) with
        {
            Image = new ImageShape(1, 2, 2), Stem = new LinearStem(1), Heads = 1, Dim = 8, MlpRatio = 1, Timesteps = 1, Depth = 1,
            LeakShift = 0, KBits = Math.Min(4, limits.KeyBits),
        };
        return EngineCase.Of("", 0, RandomModel.Create(configuration, 1), RandomInput.Create(configuration, 1), limits);
    }
}
