using Accel.Golden.Generation;
using Accel.Host.Engine;
using Accel.Host.EventEngine;
using Accel.Models;
using Hast.Transformer.SimpleMemory;
using Xunit;
using Header = Accel.Kernels.SpikingTransformerEngineLayout;

namespace Accel.Kernels.Tests;

/// <summary>Damaged programs end with a status: by the reference engine, which defines what is checked.</summary>
public sealed class EventDamageTests
{
    private static readonly EventEngineLimits _limits = EventEngineLimits.Default;

    private static readonly SpikingTransformerModel _model = RandomModel.Create(
        RandomConfiguration.Small(3) with
        {
            Timesteps = 1,
            Depth = 1,
            LeakShift = 0,
            KBits = 3,
            Image = new ImageShape(1, 2, 2),
            Stem = new LinearStem(1),
        },
        3);

    private static readonly EventProgram _program = EventProgram.Compile(_model, _limits, trace: false);

    [Fact]
    public void Damaged_descriptors_end_with_an_error_by_the_reference()
        => Damage(10_000, seed: 7, static memory => new ReferenceEngine(memory, _limits).Run());

    [Fact]
    public void Damaged_descriptors_end_with_an_error_on_the_kernel() => Damage(100, seed: 8, RunKernel);

    /// <summary>Damages one or two bits of header and steps again and again; every run has to end, and with an error.</summary>
    internal static void Damage(int count, int seed, Func<uint[], int> run)
    {
        Assert.Equal(Header.StatusDone, run(Memory()));
        var random = new Random(seed);
        int steps = (int)_program.Cells[Header.StepPointerCell];
        int cells = (int)_program.Cells[Header.StepCountCell] * EngineStepLayout.Cells;
        for (int i = 0; i < count; i++)
        {
            uint[] memory = Memory();
            for (int damaged = random.Next(1, 3); damaged > 0; damaged--)
            {
                int at = random.Next(Header.HeaderCells + cells);
                int cell = at < Header.HeaderCells ? at : steps + at - Header.HeaderCells;

                // The two pointers may change from run to run, so nothing in the program says what they are.
                memory[cell] ^= cell is Header.InputPointerCell or Header.ResultPointerCell ? 0 : 1u << random.Next(32);
            }

            bool isWhole = memory.AsSpan(0, _program.Cells.Length).SequenceEqual(_program.Cells.AsSpan());
            int status = run(memory);
            Assert.True(isWhole == (status == Header.StatusDone), $"damage {i} ends with status {status}");
        }
    }

    internal static int RunKernel(uint[] cells)
    {
        var memory = SimpleMemory.CreateSoftwareMemory(cells.Length);
        for (int i = 0; i < cells.Length; i++)
        {
            memory.WriteUInt32(i, cells[i]);
        }

        new SpikingTransformerEngine().Run(memory);
        return memory.ReadInt32(Header.ResultCell + Header.StatusOffset);
    }

    [Fact]
    public void A_program_for_an_engine_of_other_limits_is_refused()
        => Assert.Equal(
            Header.StatusHeaderOverLimit, new ReferenceEngine(Memory(), _limits with { SpikeWords = 1024 }).Run());

    [Fact]
    public void A_refused_program_says_which_step_and_why()
    {
        uint[] memory = Memory();
        memory[(int)memory[Header.StepPointerCell] + (3 * EngineStepLayout.Cells)] ^= 4;
        new ReferenceEngine(memory, _limits).Run();
        var refused = Assert.Throws<EngineStatusException>(
            () => _program.DecodeResult(memory.AsSpan(_program.ResultCell, _program.ResultCells)));
        Assert.Equal((Header.StatusDamaged, "step 3"), (refused.Status, refused.Place));
        Assert.Contains("step 3", refused.Message, StringComparison.Ordinal);
    }

    private static uint[] Memory()
    {
        uint[] memory = new uint[_program.MemoryCells];
        _program.Cells.CopyTo(memory);
        _program.EncodeInput(RandomInput.Create(_model.Configuration, 4)).CopyTo(memory, _program.InputCell);
        return memory;
    }
}
