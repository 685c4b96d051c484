using Accel.Golden.Generation;
using Accel.Host.CompactEngine;
using Accel.Host.Engine;
using Accel.Models;
using Hast.Transformer.SimpleMemory;

namespace Accel.Kernels.Tests;

/// <summary>Runs a model's program on the compact engine as plain C#.</summary>
internal static class CompactRun
{
    /// <summary>Compares every tensor with the golden model.</summary>
    public static void EqualsGolden(SpikingTransformerModel model, int seed, CompactEngineLimits? limits = null)
    {
        var program = EngineProgram.Compile(model, limits ?? CompactEngineLimits.Default, trace: true);
        var input = RandomInput.Create(model.Configuration, seed);
        var memory = EngineRun.MemoryOf(program, input);
        new SpikingTransformerCompactEngine().Run(memory);
        EngineRun.EqualsGolden(model, program, input, EngineRun.Cells(memory, 0, program.MemoryCells));
    }

    /// <summary>A memory after the engine has run in it.</summary>
    public static SimpleMemory After(IReadOnlyList<uint> cells)
    {
        var memory = EngineRun.MemoryOf([.. cells]);
        new SpikingTransformerCompactEngine().Run(memory);
        return memory;
    }

    /// <summary>The status that a memory's program ends with.</summary>
    public static int Status(IReadOnlyList<uint> cells) =>
        After(cells).ReadInt32(CompactEngineLayout.ResultCell + CompactEngineLayout.StatusOffset);

    /// <summary>The memory of a program without trace and an input.</summary>
    public static uint[] Memory(EngineProgram program, ModelConfiguration configuration, int seed)
    {
        uint[] memory = new uint[program.MemoryCells];
        program.Cells.CopyTo(memory);
        program.EncodeInput(RandomInput.Create(configuration, seed)).CopyTo(memory, program.InputCell);
        return memory;
    }
}
