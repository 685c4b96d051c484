using Accel.Golden.Generation;
using Accel.Host.EventEngine;
using Hast.Transformer.SimpleMemory;
using Xunit;

namespace Accel.Kernels.Tests;

/// <summary>The kernel as plain C#: every tensor of random models equals the golden model.</summary>
public sealed class EventKernelTests
{
    // Plain C# computes in 32 bits whatever the promises say.
    private static readonly EventEngineLimits _limits = EventEngineLimits.Default with { ShortcutBits = 30 };

    [Theory]
    [InlineData(1000, false)]
    [InlineData(1003, true)]
    [InlineData(1030, false)]
    [InlineData(1040, true)]
    public void Every_tensor_of_random_models_equals_the_golden_model(int seed, bool convolution)
    {
        for (int i = seed; i < seed + 3; i++)
        {
            var configuration = RandomConfiguration.Small(i, convolution);
            configuration = configuration with { KBits = Math.Min(configuration.KBits, 4), LeakShift = 0 };
            var model = RandomModel.Create(configuration, i);
            var input = RandomInput.Create(configuration, i + 7);
            var program = EventProgram.Compile(model, _limits, trace: true);
            var memory = SimpleMemory.CreateSoftwareMemory(program.MemoryCells);
            Write(memory, 0, program.Cells.AsSpan());
            Write(memory, program.InputCell, program.EncodeInput(input));
            new SpikingTransformerEngine().Run(memory);
            uint[] cells = [.. Enumerable.Range(0, program.MemoryCells).Select(memory.ReadUInt32)];
            EventProgramTests.EqualsGolden(model, program, input, cells);
        }
    }

    private static void Write(SimpleMemory memory, int cell, ReadOnlySpan<uint> cells)
    {
        for (int i = 0; i < cells.Length; i++)
        {
            memory.WriteUInt32(cell + i, cells[i]);
        }
    }
}
