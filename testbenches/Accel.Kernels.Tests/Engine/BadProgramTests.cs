using Accel.Golden.Generation;
using Accel.Host.EventEngine;
using Accel.Models;
using Hast.Transformer.SimpleMemory;
using Xunit;
using Layout = Accel.Kernels.SpikingTransformerEngineLayout;
using Step = Accel.Kernels.EngineStepLayout;

namespace Accel.Kernels.Tests;

/// <summary>A program that says what cannot be, its checks made right, ends with a status on the kernel.</summary>
public sealed class BadProgramTests
{
    private const int First = 0;
    private const int Sums = 1;
    private const int Last = -1;

    private static readonly EventEngineLimits _limits = EventEngineLimits.Default;

    private static readonly EventProgram _program = EventProgram.Compile(
        RandomModel.Create(
            RandomConfiguration.Small(3) with
            {
                Image = new ImageShape(1, 4, 4), Stem = new LinearStem(1), Heads = 1, Dim = 8, MlpRatio = 1, Timesteps = 1, Depth = 1,
                LeakShift = 0, KBits = 4, Input = InputKind.Spikes,
            },
            1),
        _limits,
        trace: false);

    private static int Memory => (int)_program.Cells[Layout.MemoryCellsCell];

    [Fact]
    public void Empty_memory_is_no_program() => Assert.Equal(Layout.StatusNoProgram, Run(SimpleMemory.CreateSoftwareMemory(64)));

    [Fact]
    public void A_program_as_it_is_ends_well() => Assert.Equal(Layout.StatusDone, WithHeader(Layout.VersionCell, Layout.Version));

    [Theory]
    [InlineData(Layout.VersionCell, Layout.Version + 1, Layout.StatusUnknownVersion)]
    [InlineData(Layout.StepPointerCell, -4, Layout.StatusHeaderOverLimit)]
    [InlineData(Layout.StepPointerCell, 2, Layout.StatusHeaderOverLimit)]
    [InlineData(Layout.StepCountCell, 0, Layout.StatusHeaderOverLimit)]
    [InlineData(Layout.StepCountCell, 65_536, Layout.StatusHeaderOverLimit)]
    [InlineData(Layout.InputPointerCell, -4, Layout.StatusHeaderOverLimit)]
    [InlineData(Layout.InputPointerCell, 2, Layout.StatusHeaderOverLimit)]
    [InlineData(Layout.ResultPointerCell, -16, Layout.StatusHeaderOverLimit)]
    [InlineData(Layout.NeuronCell, 3, Layout.StatusHeaderOverLimit)]
    [InlineData(Layout.NeuronCell, 16, Layout.StatusHeaderOverLimit)]
    [InlineData(Layout.KeyMaximumCell, 1 << SpikingTransformerEngine.KeyBits, Layout.StatusHeaderOverLimit)]
    [InlineData(Layout.TimestepsCell, SpikingTransformerEngine.MaxTimesteps + 1, Layout.StatusHeaderOverLimit)]
    [InlineData(Layout.TimestepsCell, 0, Layout.StatusHeaderOverLimit)]
    [InlineData(Layout.HeadGroupsCell, 64, Layout.StatusHeaderOverLimit)]
    [InlineData(Layout.UnitHeadsCell, int.MaxValue, Layout.StatusHeaderOverLimit)]
    [InlineData(Layout.MemoryCellsCell, 0, Layout.StatusHeaderOverLimit)]
    [InlineData(Layout.LimitsCell, 0, Layout.StatusHeaderOverLimit)]
    public void A_bad_header_ends_with_a_status(int cell, int value, int status) => Assert.Equal(status, WithHeader(cell, value));

    [Fact]
    public void A_program_for_other_limits_is_refused()
        => Assert.Equal(
            Layout.StatusHeaderOverLimit,
            WithHeader(Layout.LimitsCell, (int)ProgramChecks.Fingerprint(_limits with { MembraneBits = _limits.MembraneBits - 1 })));

    // The first cells that lie outside; the input's step asks for more than the header's check of its first cell.
    [Fact]
    public void Pointers_of_a_run_outside_of_the_memory_end_with_a_status()
    {
        Assert.Equal(Layout.StatusHeaderOverLimit, WithHeader(Layout.InputPointerCell, Memory));
        Assert.Equal(Layout.StatusStepOverLimit, WithHeader(Layout.InputPointerCell, Memory - 4));
        Assert.Equal(Layout.StatusHeaderOverLimit, WithHeader(Layout.ResultPointerCell, Memory));
        Assert.Equal(Layout.StatusStepOverLimit, WithHeader(Layout.ResultPointerCell, Memory - 4, Memory - 4));
    }

    [Theory]
    [InlineData(First, Step.KindOffset, 0, Layout.StatusUnknownStep)]
    [InlineData(First, Step.KindOffset, 8, Layout.StatusUnknownStep)]
    [InlineData(First, Step.CountOffset, 0, Layout.StatusStepOverLimit)]
    [InlineData(First, Step.CountOffset, SpikingTransformerEngine.SpikeWords + 1, Layout.StatusStepOverLimit)]
    [InlineData(First, Step.OutputPointerOffset, -4, Layout.StatusStepOverLimit)]
    [InlineData(Sums, Step.ChoicesOffset, 3, Layout.StatusUnknownStep)]
    [InlineData(Sums, Step.ChoicesOffset, 15 << 4, Layout.StatusUnknownStep)]
    [InlineData(Sums, Step.TimestepsOffset, 0, Layout.StatusStepOverLimit)]
    [InlineData(Sums, Step.TimestepsOffset, SpikingTransformerEngine.MaxTimesteps + 1, Layout.StatusStepOverLimit)]
    [InlineData(Sums, Step.SizeOffset, 0, Layout.StatusStepOverLimit)]
    [InlineData(Sums, Step.LinesOffset, 0, Layout.StatusStepOverLimit)]
    [InlineData(Sums, Step.GroupsOffset, 3, Layout.StatusStepOverLimit)]
    [InlineData(Sums, Step.SourcePieceOffset, SpikingTransformerEngine.SpikeWords * 4, Layout.StatusStepOverLimit)]
    [InlineData(Sums, Step.DestinationPieceOffset, -1, Layout.StatusStepOverLimit)]
    [InlineData(Sums, Step.ShortcutRowOffset, SpikingTransformerEngine.ShortcutRows, Layout.StatusStepOverLimit)]
    [InlineData(Sums, Step.WeightRowsOffset, 0, Layout.StatusStepOverLimit)]
    [InlineData(Sums, Step.WeightRowsOffset, 1 << 20, Layout.StatusStepOverLimit)]
    [InlineData(Sums, Step.WeightPointerOffset, int.MaxValue, Layout.StatusStepOverLimit)]
    [InlineData(Sums, Step.ParameterPointerOffset, -4, Layout.StatusStepOverLimit)]
    [InlineData(Sums, Step.FlagsOffset, 0, Layout.StatusOutOfTurn)]
    [InlineData(Last, Step.CountOffset, SpikingTransformerEngine.MaxClasses + 1, Layout.StatusStepOverLimit)]
    [InlineData(Last, Step.OutputPointerOffset, int.MaxValue, Layout.StatusStepOverLimit)]
    public void A_bad_step_ends_with_a_status(int step, int offset, int value, int status)
    {
        uint[] memory = Cells();
        int index = step < 0 ? (int)memory[Layout.StepCountCell] + step : step;
        int cell = (int)memory[Layout.StepPointerCell] + (index * Step.Cells);
        memory[cell + offset] = (uint)value;
        ProgramChecks.Seal(memory.AsSpan(cell, Step.Cells));
        var after = EngineRun.MemoryOf(memory);
        Assert.Equal(status, Run(after));
        Assert.Equal(index, after.ReadInt32(Layout.ResultCell + Layout.StepOffset));
    }

    private static int WithHeader(int cell, int value, int result = Layout.ResultCell)
    {
        uint[] memory = Cells();
        memory[cell] = (uint)value;
        ProgramChecks.SealHeader(memory);
        return Run(EngineRun.MemoryOf(memory), result);
    }

    private static uint[] Cells()
    {
        uint[] memory = new uint[Memory];
        _program.Cells.CopyTo(memory);
        return memory;
    }

    private static int Run(SimpleMemory memory, int result = Layout.ResultCell)
    {
        new SpikingTransformerEngine().Run(memory);
        return memory.ReadInt32(result + Layout.StatusOffset);
    }
}
